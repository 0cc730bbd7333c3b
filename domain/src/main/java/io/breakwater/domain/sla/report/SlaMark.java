package io.breakwater.domain.sla.report;

import io.breakwater.domain.sla.Outcome;
import io.breakwater.domain.sla.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Something that the windows of a desk's SLA count, or count no more.
 *
 * @param at event time: the window that holds it counts it
 * @param seconds since the opening, of what stops a clock; 0 of the others
 * @param count 1, or -1 where it was counted before and does not hold any more
 */
public record SlaMark(String desk, String sla, What what, Instant at, long seconds, int count) {

  /** What is counted. */
  public enum What {
    /** A work item to which the SLA applies was opened. */
    OPENED,
    /** The target to acknowledge stopped. */
    ACKNOWLEDGED,
    /** The target to resolve stopped. */
    RESOLVED,
    /** The last target of the SLA stopped: the item leaves the backlog. */
    DONE,
    /** A target was met. */
    MET,
    /** A deadline passed. */
    BREACHED
  }

  /** What must be counted when one set of outcomes of a work item takes the place of another. */
  public static List<SlaMark> between(List<SlaOutcome> before, List<SlaOutcome> after) {
    Map<SlaMark, Integer> counts = new LinkedHashMap<>();
    of(after).forEach(mark -> counts.merge(mark, 1, Integer::sum));
    of(before).forEach(mark -> counts.merge(mark, -1, Integer::sum));
    List<SlaMark> marks = new ArrayList<>();
    counts.forEach(
        (mark, count) -> {
          if (count != 0) {
            marks.add(new SlaMark(mark.desk, mark.sla, mark.what, mark.at, mark.seconds, count));
          }
        });
    return marks;
  }

  private static List<SlaMark> of(List<SlaOutcome> outcomes) {
    List<SlaMark> marks = new ArrayList<>();
    for (SlaOutcome outcome : outcomes) {
      if (!ItemReport.isReal(outcome)) {
        continue;
      }
      boolean stopped = outcome.stoppedAt() != null;
      if (isLast(outcome, outcomes)) {
        marks.add(mark(outcome, What.OPENED, outcome.openedAt()));
        if (stopped) {
          marks.add(mark(outcome, What.DONE, outcome.stoppedAt()));
        }
      }
      if (stopped) {
        boolean resolve = outcome.target() == Target.RESOLVE;
        marks.add(mark(outcome, resolve ? What.RESOLVED : What.ACKNOWLEDGED, outcome.stoppedAt()));
      }
      if (outcome.outcome() == Outcome.MET) {
        marks.add(mark(outcome, What.MET, outcome.stoppedAt()));
      } else if (outcome.outcome() == Outcome.BREACHED) {
        marks.add(mark(outcome, What.BREACHED, outcome.deadline()));
      }
    }
    return marks;
  }

  /** True of the target to resolve; of the one to acknowledge where there is no other. */
  private static boolean isLast(SlaOutcome outcome, List<SlaOutcome> outcomes) {
    return outcome.target() == Target.RESOLVE
        || outcomes.stream()
            .noneMatch(
                other ->
                    other.target() == Target.RESOLVE
                        && ItemReport.isReal(other)
                        && other.run() == outcome.run()
                        && other.sla().equals(outcome.sla()));
  }

  private static SlaMark mark(SlaOutcome outcome, What what, Instant at) {
    boolean stops = what == What.ACKNOWLEDGED || what == What.RESOLVED;
    long seconds = stops ? Duration.between(outcome.openedAt(), at).toSeconds() : 0;
    return new SlaMark(outcome.desk(), outcome.sla(), what, at, seconds, 1);
  }
}
