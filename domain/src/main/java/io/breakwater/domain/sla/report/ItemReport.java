package io.breakwater.domain.sla.report;

import io.breakwater.domain.sla.ClockFact;
import io.breakwater.domain.sla.ItemState;
import io.breakwater.domain.sla.Outcome;
import io.breakwater.domain.sla.SlaClock;
import io.breakwater.domain.sla.SlaClocks;
import io.breakwater.domain.sla.report.SlaReport.Revision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is known of one work item and what has been said about its clocks. Pure: the same facts as
 * of the same instants say the same, in whatever order the facts came.
 *
 * @param asOf event time of the latest judgement
 * @param said the latest outcome of every clock there ever was
 */
public record ItemReport(ItemState item, Instant asOf, List<SlaOutcome> said) {

  public ItemReport {
    said = List.copyOf(said);
  }

  /** A judgement: the report after it, and the outcomes that changed. */
  public record Judged(ItemReport report, List<SlaOutcome> changed) {}

  /** Nothing known, nothing said. */
  public static ItemReport unknown(String workItemId) {
    return new ItemReport(ItemState.unknown(workItemId), Instant.MIN, List.of());
  }

  /** With what is known now; says nothing yet. */
  public ItemReport knowing(ItemState other) {
    return new ItemReport(other, asOf, said);
  }

  /**
   * Judges the clocks by the facts up to an instant. Time does not go back: an earlier instant than
   * the last one stands for the last one.
   *
   * @param instant event time up to which the facts are known
   */
  public Judged judge(Instant instant) {
    Instant now = instant.isAfter(asOf) ? instant : asOf;
    if (!item.isKnown()) {
      return new Judged(new ItemReport(item, now, said), List.of());
    }
    List<SlaOutcome> all = new ArrayList<>();
    List<SlaOutcome> changed = new ArrayList<>();
    List<SlaClock> before = said.stream().map(SlaOutcome::clock).toList();
    for (SlaClock clock : SlaClocks.after(before, item.clockFacts().runs(now), now)) {
      SlaOutcome fresh = outcome(clock, now);
      Optional<SlaOutcome> known =
          said.stream().filter(each -> each.id().equals(fresh.id())).findFirst();
      if (known.isPresent() && known.get().saysAs(fresh)) {
        all.add(known.get());
      } else {
        SlaOutcome next = fresh.with(revision(known, fresh));
        all.add(next);
        changed.add(next);
      }
    }
    return new Judged(new ItemReport(item, now, all), changed);
  }

  /** When time alone will change an outcome: the first deadline of a clock that runs. */
  public Optional<Instant> nextDeadline() {
    return said.stream()
        .filter(each -> each.outcome() == Outcome.RUNNING)
        .map(SlaOutcome::deadline)
        .min(Instant::compareTo);
  }

  /**
   * True if the clocks may stand otherwise at an instant than when they were judged last, and the
   * facts up to it are known.
   */
  public boolean isDue(Instant instant) {
    return instant.isAfter(asOf)
        && (facts().anyMatch(at -> at.isAfter(asOf) && !at.isAfter(instant))
            || nextDeadline().filter(instant::isAfter).isPresent()
            || said.stream().anyMatch(each -> isReal(each) && !each.desk().equals(item.desk())));
  }

  /** True if something was said, or could be, and nothing but new records can change it. */
  public boolean settled() {
    return asOf.isAfter(Instant.MIN)
        && said.stream().noneMatch(each -> each.stoppedAt() == null && isReal(each))
        && facts().noneMatch(asOf::isBefore);
  }

  private Stream<Instant> facts() {
    return item.clockFacts().facts().stream().map(ClockFact::at);
  }

  static boolean isReal(SlaOutcome outcome) {
    return outcome.outcome() != Outcome.CANCELLED;
  }

  /** Once revised, always revised: whoever relied on what was said first must see it. */
  private static Revision revision(Optional<SlaOutcome> before, SlaOutcome now) {
    boolean revised =
        before.isPresent()
            && (before.get().revision() == Revision.REVISED || now.revises(before.get()));
    return revised ? Revision.REVISED : Revision.ON_TIME;
  }

  private SlaOutcome outcome(SlaClock clock, Instant now) {
    return new SlaOutcome(
        SlaOutcome.id(item.workItemId(), clock.sla(), clock.target(), clock.run()),
        item.workItemId(),
        item.event().sourceId(),
        item.event().exceptionId(),
        clock.sla(),
        clock.target(),
        clock.run(),
        item.desk(),
        clock.openedAt(),
        clock.deadline(),
        clock.stoppedAt(),
        clock.outcome(now),
        now,
        Revision.ON_TIME,
        item.trace().traceId());
  }
}
