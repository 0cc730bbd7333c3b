package io.breakwater.sla.clocks;

import io.breakwater.domain.notification.Happening;
import io.breakwater.domain.notification.Notification;
import io.breakwater.domain.notification.Notification.Status;
import io.breakwater.domain.notification.NotificationPlan;
import io.breakwater.domain.policy.NotificationPolicy.Occasion;
import io.breakwater.domain.policy.PolicyTimeline;
import io.breakwater.domain.sla.ItemState;
import io.breakwater.domain.sla.SlaClock;
import io.breakwater.domain.sla.SlaClocks;
import io.breakwater.domain.sla.SlaEvent;
import io.breakwater.domain.sla.SlaEvent.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Says which steps of an item's clocks are due, and to whom. Pure: the same item at the same time
 * gives the same steps with the same ids.
 *
 * @param now the wall clock
 * @param horizon event time up to which the facts are known; see {@link SlaClock#unspoken}
 */
public record Judge(PolicyTimeline policies, Instant now, Instant horizon) {

  /** Judges an item whose facts may have changed, or for whom a timer is due. */
  public Spoken judge(Item item) {
    ItemState state = item.state();
    if (!state.isKnown()) {
      return new Spoken(item, List.of(), List.of());
    }
    List<SlaClock> clocks = new ArrayList<>();
    List<SlaEvent> events = new ArrayList<>();
    List<Notification> notifications = new ArrayList<>();
    for (SlaClock clock : SlaClocks.after(item.clocks(), state.clockFacts().runs(), now)) {
      List<Step> due = clock.unspoken(now, horizon);
      for (Step step : due) {
        events.add(event(state, clock, step));
        notifications.addAll(notifications(state, clock, step, due));
      }
      clocks.add(clock.spoke(due));
    }
    return new Spoken(new Item(state, clocks), events, notifications);
  }

  private static SlaEvent event(ItemState state, SlaClock clock, Step step) {
    return new SlaEvent(
        clock.eventId(state.workItemId(), step),
        state.workItemId(),
        state.event().sourceId(),
        state.event().exceptionId(),
        clock.sla(),
        clock.target(),
        clock.run(),
        step,
        state.desk(),
        state.priority(),
        clock.openedAt(),
        clock.deadline(),
        clock.at(step),
        clock.isLive(step),
        state.trace().traceId());
  }

  private List<Notification> notifications(
      ItemState state, SlaClock clock, Step step, List<Step> together) {
    if (step != Step.AT_RISK && step != Step.BREACHED) {
      return List.of();
    }
    Happening happening =
        new Happening(
            state.workItemId(),
            step == Step.AT_RISK ? Occasion.AT_RISK : Occasion.BREACHED,
            clock.name(step),
            clock.at(step),
            state.desk(),
            state.assignee(),
            state.trace().traceId(),
            "%s (%s) is due at %s"
                .formatted(
                    clock.target().name().toLowerCase(Locale.ROOT), clock.sla(), clock.deadline()));
    String silence =
        state.held() ? "the item waits for its incident" : silence(clock, step, together);
    return NotificationPlan.of(
            policies.inForceAt(clock.at(step)).notifications(), state.facts(), happening, now)
        .stream()
        .map(n -> silence == null ? n : n.with(Status.SUPPRESSED, silence, 0))
        .toList();
  }

  /** Why nobody is paged although the policy would; null if somebody is. */
  private static String silence(SlaClock clock, Step step, List<Step> together) {
    if (!clock.isLive(step)) {
      return "was past already when the clock was first seen";
    }
    if (step == Step.AT_RISK && together.contains(Step.BREACHED)) {
      return "the breach overtook it";
    }
    return clock.stoppedAt() == null ? null : "the clock has stopped since";
  }
}
