package io.breakwater.app.policy.shadow;

import io.breakwater.app.policy.backtest.Report.Placed;
import java.time.Instant;
import java.util.List;

/**
 * What a candidate decided otherwise than production.
 *
 * @param candidate its {@code policy@version}
 * @param startedBy null if nobody said
 * @param stoppedAt null while it runs
 * @param parked why it was stopped, if nobody did it; else null
 * @param seen events that both decided; those that resolve are not among them
 * @param differing of them, where desk, branch, priority or score differ
 * @param failed where the candidate could not decide
 * @param desks from where to where, most first
 * @param priorities likewise
 * @param differences the newest ones, newest first
 */
public record ShadowReport(
    String candidate,
    Instant startedAt,
    String startedBy,
    Instant stoppedAt,
    String parked,
    long seen,
    long differing,
    long moved,
    long reprioritised,
    long rescored,
    long failed,
    List<Move> desks,
    List<Move> priorities,
    List<Difference> differences) {

  /** So many events go from here to there. */
  public record Move(String before, String after, long events) {}

  /** An event that was decided otherwise. */
  public record Difference(
      String sourceId,
      String exceptionId,
      String type,
      Instant occurredAt,
      Instant decidedAt,
      Placed before,
      Placed after) {}
}
