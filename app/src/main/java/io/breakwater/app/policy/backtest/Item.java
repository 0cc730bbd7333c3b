package io.breakwater.app.policy.backtest;

import io.breakwater.app.policy.Reasons;
import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.policy.NotificationPolicy.Occasion;
import io.breakwater.domain.sla.SlaPlan;
import io.breakwater.domain.sla.Target;
import java.time.Instant;
import java.util.Locale;

/** One work item on both sides, and what happens to it on one of them only. */
final class Item {
  private final String workItemId;
  private final Span span;
  private final Sides totals;
  private final Track before;
  private final Track after;
  private final Unmatched breaches = new Unmatched();
  private final Unmatched pages = new Unmatched();
  private ExceptionEvent first;
  private Instant lastAt;
  private Kind lastKind;

  Item(String workItemId, Span span, Sides totals, World before, World after) {
    this.workItemId = workItemId;
    this.span = span;
    this.totals = totals;
    this.before = new Track(before, new Side(false));
    this.after = new Track(after, new Side(true));
  }

  /**
   * True if upstream has said that before. Events come in the order of time and kind, so it can
   * only have been the last thing it said.
   */
  boolean isDuplicate(ExceptionEvent event) {
    return event.occurredAt().equals(lastAt) && event.kind() == lastKind;
  }

  /**
   * Takes in what upstream said.
   *
   * @return true if that opened it
   */
  boolean said(Recorded.Said said, Judgement byBefore, Judgement byAfter) {
    lastAt = said.at();
    lastKind = said.event().kind();
    before.said(said, byBefore);
    after.said(said, byAfter);
    if (first != null) {
      return false;
    }
    first = said.event();
    return true;
  }

  /** Takes in what people did. */
  void done(Recorded.Act act, Instant at) {
    before.done(act, at);
    after.done(act, at);
  }

  /** The history ends. */
  void passTo(Instant instant) {
    before.passTo(instant);
    after.passTo(instant);
  }

  /** True if it opened in the span. */
  boolean counts() {
    return first != null && span.counts(first.occurredAt());
  }

  /** True if it opens on another desk. */
  boolean moved() {
    return counts() && !before.opening().desk().equals(after.opening().desk());
  }

  /** True if it opens with another priority. */
  boolean reprioritised() {
    return counts() && before.opening().priority() != after.opening().priority();
  }

  /** What differs, whatever it is. */
  Report.Difference difference() {
    return new Report.Difference(
        workItemId,
        first.sourceId(),
        first.exceptionId(),
        first.type(),
        first.occurredAt(),
        before.opening(),
        after.opening(),
        breaches.gained(),
        breaches.lost(),
        pages.gained(),
        pages.lost());
  }

  /** True if anything differs that a report counts. */
  boolean differs() {
    return moved() || reprioritised() || !breaches.isEmpty() || !pages.isEmpty();
  }

  /** One side's clocks and notifications, counted and compared with the other side's. */
  private final class Side implements Track.Outcomes {
    private final boolean isAfter;

    Side(boolean isAfter) {
      this.isAfter = isAfter;
    }

    @Override
    public void met(SlaPlan plan, Instant at) {
      if (span.counts(at)) {
        totals.met(isAfter, plan);
      }
    }

    @Override
    public void breached(SlaPlan plan, int run, String desk, Instant at) {
      if (span.counts(at)) {
        totals.breached(isAfter, plan, desk);
        breaches.add(isAfter, lower(plan.target()) + ":" + run);
      }
    }

    @Override
    public void paged(
        Occasion occasion, Target target, int run, String channel, String desk, Instant at) {
      if (span.counts(at)) {
        totals.paged(isAfter, occasion, channel, desk);
        String what = Reasons.occasion(occasion) + (target == null ? "" : "/" + lower(target));
        pages.add(isAfter, what + ":" + run + " on " + channel);
      }
    }
  }

  private static String lower(Target target) {
    return target.name().toLowerCase(Locale.ROOT);
  }
}
