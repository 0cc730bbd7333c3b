package io.breakwater.scoring.correlation;

import static io.breakwater.domain.incident.IncidentEvent.Change.CLOSED;
import static io.breakwater.domain.incident.IncidentEvent.Change.GREW;
import static io.breakwater.domain.incident.IncidentEvent.Change.OPENED;

import io.breakwater.domain.incident.IncidentEvent.Change;
import io.breakwater.scoring.correlation.Session.Told;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * One step of event time for one rule and key: which sessions there are after it, and what is said
 * of their incidents. A session takes the slice that begins no later than its end, see {@link
 * RuleVersion#end}; any other slice begins the next session.
 */
public final class Correlator {

  /** How many sessions of one rule and key are kept for late members, at most. */
  public static final int MOST_SESSIONS = 128;

  /** Where the rules are. */
  public interface Versions {
    /** The rule as this version of the policy has it. */
    RuleVersion version(String policyVersion);
  }

  private final Versions versions;
  private final IncidentWriter writer;
  private final List<Announcement> said = new ArrayList<>();
  private Sessions sessions;

  /**
   * A step.
   *
   * @param before as the step before left it
   */
  public Correlator(String rule, String key, Versions versions, Sessions before) {
    this.versions = versions;
    this.writer = new IncidentWriter(rule, key);
    this.sessions = before;
  }

  /** What is kept after the step. */
  public Sessions sessions() {
    return sessions;
  }

  /** What the step says, in order. */
  public List<Announcement> said() {
    return said;
  }

  /** A second with members is over, the latest so far. */
  public void release(long second, Slice slice) {
    advance(slice.firstAt() - 1);
    List<Session> list = new ArrayList<>(sessions.list());
    int last = list.size() - 1;
    if (last >= 0 && takes(list.get(last), slice)) {
      list.set(last, tellGrowth(list.get(last).plus(second, slice), slice.lastAt()));
    } else {
      Session begun = Session.of(second, slice, slice.head().policyVersion());
      list.add(tellGrowth(begun, slice.lastAt()));
    }
    sessions = sessions.with(list);
  }

  /** Event time is here: says what has become due, in microseconds. */
  public void advance(long to) {
    List<Session> list = new ArrayList<>(sessions.list());
    boolean changed = false;
    for (int i = 0; i < list.size(); i++) {
      Session before = list.get(i);
      list.set(i, before.over() ? before : advanced(before, to));
      changed |= list.get(i) != before;
    }
    if (changed) {
      sessions = sessions.with(list);
    }
  }

  /**
   * Late members came: makes the sessions anew.
   *
   * @param slices all that are kept and over, by their second
   */
  public void revise(SortedMap<Long, Slice> slices) {
    sessions = sessions.settled(new Revision(this, sessions).of(slices));
  }

  private boolean takes(Session session, Slice slice) {
    return !session.over() && slice.firstAt() <= version(session).end(session.members());
  }

  private Session advanced(Session session, long to) {
    RuleVersion version = version(session);
    long end = version.end(session.members());
    Session now = session;
    if (now.hasGrown()) {
      long due = nextGrowth(now, version);
      if (due <= to && due < end) {
        now = tell(GREW, now, due);
      }
    }
    if (end > to) {
      return now;
    }
    return (now.told() == null ? now : tell(CLOSED, now, end)).withOver();
  }

  private Session tellGrowth(Session session, long at) {
    RuleVersion version = version(session);
    if (session.told() == null) {
      return version.opens(session.members()) ? tell(OPENED, session, at) : session;
    }
    boolean more =
        version.score(session.members()).priority().compareTo(session.told().highest()) < 0;
    return more || at >= nextGrowth(session, version) ? tell(GREW, session, at) : session;
  }

  private static long nextGrowth(Session session, RuleVersion version) {
    return session.told().at() + Micros.of(version.rule().growEvery());
  }

  RuleVersion version(Session session) {
    return versions.version(session.policyVersion());
  }

  /** Says something of the incident of a session, which opens if it has not. */
  Session tell(Change change, Session session, long at) {
    Announcement next = writer.write(change, session, version(session), at, null);
    said.add(next);
    Told before = session.told();
    var priority = next.event().priority();
    Told told =
        new Told(
            next.event().incidentId(),
            before == null ? session.members().firstAt() : before.firstAt(),
            before == null ? at : Math.max(before.at(), at),
            session.members().count(),
            before == null || priority.compareTo(before.highest()) < 0
                ? priority
                : before.highest());
    return session.withTold(told, FirstMembers.NONE);
  }

  /** Says that the incident of a session went over into another. */
  void tellMerged(Session gone, String into, long at) {
    said.add(writer.write(Change.MERGED, gone, version(gone), at, into));
  }

  /**
   * Forgets the first sessions: those that no member can change any more, and those beyond the
   * {@link #MOST_SESSIONS} latest.
   *
   * @param now event time in milliseconds
   * @param lateness how late a member may come, in milliseconds
   * @return what is forgotten, whose slices may go
   */
  public List<Session> forget(long now, long lateness) {
    List<Session> list = sessions.list();
    int gone = 0;
    while (gone < list.size()
        && list.get(gone).over()
        && (list.size() - gone > MOST_SESSIONS || expiry(list.get(gone), lateness) <= now)) {
      gone++;
    }
    if (gone > 0) {
      sessions = sessions.without(gone);
    }
    return list.subList(0, gone);
  }

  private long expiry(Session session, long lateness) {
    return Micros.endOfSecondMillis(version(session).end(session.members())) + lateness;
  }

  /**
   * When the next thing is due, in milliseconds; {@link Sessions#NEVER} if nothing is.
   *
   * @param lateness how late a member may come, in milliseconds
   */
  public long nextDue(long lateness) {
    long due = Sessions.NEVER;
    for (Session session : sessions.list()) {
      due = Math.min(due, session.over() ? expiry(session, lateness) : nextDue(session));
    }
    return due;
  }

  private long nextDue(Session session) {
    RuleVersion version = version(session);
    long end = version.end(session.members());
    long next = session.hasGrown() ? Math.min(end, nextGrowth(session, version)) : end;
    return Micros.endOfSecondMillis(next);
  }
}
