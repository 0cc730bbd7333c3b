package io.breakwater.domain.incident;

import io.breakwater.domain.incident.IncidentEvent.Change;
import java.time.Duration;
import java.time.Instant;

/**
 * What the work item of an incident knows of it.
 *
 * @param change what happened to the incident last
 * @param keyHash with {@code rule} its {@link IncidentKey}
 * @param members all of them
 * @param firstAt event time of the earliest member
 * @param lastAt event time of the latest member
 * @param joinsFrom an exception of this rule and key that occurred from here …
 * @param joinsUntil … to here, both inclusive, is a member, whether or not a record has told so yet
 */
public record IncidentSummary(
    String incidentId,
    Change change,
    String rule,
    String keyHash,
    int members,
    Instant firstAt,
    Instant lastAt,
    Instant joinsFrom,
    Instant joinsUntil) {

  /**
   * What a record tells. While the incident lives, its session also takes what occurs up to {@code
   * sessionGap} before or after it, as long as it stays within {@code maxDuration}.
   */
  public static IncidentSummary of(IncidentEvent e, Duration sessionGap, Duration maxDuration) {
    Instant from = latest(e.firstAt().minus(sessionGap), e.lastAt().minus(maxDuration));
    Instant until = earliest(e.lastAt().plus(sessionGap), e.firstAt().plus(maxDuration));
    boolean ended = ends(e.change());
    return new IncidentSummary(
        e.incidentId(),
        e.change(),
        e.rule(),
        IncidentKey.of(e.rule(), e.key()).keyHash(),
        e.memberCount(),
        e.firstAt(),
        e.lastAt(),
        ended ? e.firstAt() : earliest(from, e.firstAt()),
        ended ? e.lastAt() : latest(until, e.lastAt()));
  }

  /** True while nothing joins it any more; a late member may yet revise one that was closed. */
  public boolean ended() {
    return ends(change);
  }

  /** This incident after another one took its members over. */
  public IncidentSummary merged() {
    return new IncidentSummary(
        incidentId, Change.MERGED, rule, keyHash, members, firstAt, lastAt, firstAt, lastAt);
  }

  /**
   * Whether {@code other} tells of an earlier state of this incident (positive), of a later one
   * (negative) or of the same: an incident gains members, unless it is revised; with the same
   * members it lives, then closes, then merges.
   */
  public int compareProgress(IncidentSummary other) {
    return members == other.members
        ? Integer.compare(age(), other.age())
        : Integer.compare(members, other.members);
  }

  private int age() {
    return change == Change.MERGED ? 2 : change == Change.CLOSED ? 1 : 0;
  }

  private static boolean ends(Change change) {
    return change == Change.CLOSED || change == Change.MERGED;
  }

  private static Instant earliest(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private static Instant latest(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
