package io.breakwater.domain.sla;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The clocks of one work item as its facts have them. */
public final class SlaClocks {
  private SlaClocks() {}

  /**
   * The clocks after the facts changed. What has been spoken about a clock stays with it; one that
   * the facts no longer start is cancelled.
   *
   * @param before the clocks so far
   * @param now the wall clock, which becomes {@code firstSeenAt} of new clocks
   */
  public static List<SlaClock> after(List<SlaClock> before, List<SlaRun> runs, Instant now) {
    List<SlaClock> after = new ArrayList<>();
    for (SlaRun run : runs) {
      for (SlaPlan plan : run.plans()) {
        SlaClock fresh = clock(run, plan, now.truncatedTo(ChronoUnit.MICROS), Set.of());
        after.add(
            before.stream()
                .filter(fresh::isSameClockAs)
                .findFirst()
                .map(known -> clock(run, plan, known.firstSeenAt(), known.spoken()))
                .orElse(fresh));
      }
    }
    for (SlaClock known : before) {
      if (after.stream().noneMatch(known::isSameClockAs)) {
        after.add(cancelled(known));
      }
    }
    return after;
  }

  private static SlaClock clock(
      SlaRun run, SlaPlan plan, Instant firstSeenAt, Set<SlaEvent.Step> spoken) {
    return new SlaClock(
        plan.sla(),
        plan.target(),
        run.number(),
        run.openedAt(),
        plan.atRiskAt(),
        plan.deadline(),
        run.stoppedAt(plan.target()),
        firstSeenAt,
        false,
        spoken);
  }

  private static SlaClock cancelled(SlaClock clock) {
    return new SlaClock(
        clock.sla(),
        clock.target(),
        clock.run(),
        clock.openedAt(),
        clock.atRiskAt(),
        clock.deadline(),
        clock.stoppedAt(),
        clock.firstSeenAt(),
        true,
        clock.spoken());
  }
}
