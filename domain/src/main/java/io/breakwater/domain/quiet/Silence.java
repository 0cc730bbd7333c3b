package io.breakwater.domain.quiet;

import io.breakwater.domain.rule.InvalidRule;
import io.breakwater.domain.rule.RuleCompiler;
import io.breakwater.domain.rule.Scope;
import java.time.Instant;

/**
 * Quiet that somebody asked for while the system runs. Stored as JSON.
 *
 * @param when a condition as in a notification rule, as it was written
 * @param owner who answers for it
 * @param endsAt exclusive; there always is one
 * @param recurrence only at these times; null for all of the time
 * @param endedAt when somebody ended it early; null if nobody did
 * @param endedBy null if nobody did
 * @param version 1 when it is made, one more with each change
 */
public record Silence(
    String id,
    String when,
    String owner,
    String reason,
    Instant startsAt,
    Instant endsAt,
    Recurrence recurrence,
    String createdBy,
    Instant createdAt,
    Instant endedAt,
    String endedBy,
    long version) {

  /** Where it stands. */
  public enum State {
    PENDING,
    ACTIVE,
    ENDED
  }

  /** Where it stands at an instant; between the times of a recurrence it is active. */
  public State state(Instant at) {
    if (endedAt != null || !at.isBefore(endsAt)) {
      return State.ENDED;
    }
    return at.isBefore(startsAt) ? State.PENDING : State.ACTIVE;
  }

  /** This silence, ended early; one that is over already is as it was. */
  public Silence ended(String by, Instant at) {
    return state(at) == State.ENDED
        ? this
        : new Silence(
            id,
            when,
            owner,
            reason,
            startsAt,
            endsAt,
            recurrence,
            createdBy,
            createdAt,
            at,
            by,
            version + 1);
  }

  /**
   * What it quiets, ready to be asked.
   *
   * @throws InvalidRule if the condition is wrong
   */
  public QuietRule rule() throws InvalidRule {
    Instant end = endedAt != null && endedAt.isBefore(endsAt) ? endedAt : endsAt;
    return new QuietRule(
        Quiet.Kind.SILENCE,
        id,
        RuleCompiler.compile(when, Scope.WORK),
        new QuietTime(startsAt, end, null, recurrence),
        owner,
        reason);
  }
}
