package io.breakwater.scoring.correlation;

import static io.breakwater.domain.incident.IncidentEvent.Change.OPENED;
import static io.breakwater.domain.incident.IncidentEvent.Change.REVISED;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Makes the sessions of a rule and key anew after late members, and says what that changes. The
 * incident that opened with a member goes on as the session that now holds that member; if several
 * come together there, the one whose first member is the earliest takes the others over.
 */
final class Revision {

  private static final Comparator<Session> EARLIEST =
      Comparator.comparingLong((Session session) -> session.told().firstAt())
          .thenComparing(session -> session.told().incidentId());

  private final Correlator correlator;
  private final Sessions before;

  Revision(Correlator correlator, Sessions before) {
    this.correlator = correlator;
    this.before = before;
  }

  /** A session of members that are all known, with the time at which they made an incident. */
  private record Made(Session session, Long opensAt) {}

  List<Session> of(SortedMap<Long, Slice> slices) {
    List<Session> after = new ArrayList<>();
    for (Made made : made(slices)) {
      after.add(told(made));
    }
    return after;
  }

  private List<Made> made(SortedMap<Long, Slice> slices) {
    List<Made> all = new ArrayList<>();
    for (Map.Entry<Long, Slice> next : slices.entrySet()) {
      int last = all.size() - 1;
      if (last >= 0 && takes(all.get(last).session(), next.getValue())) {
        Made made = all.get(last);
        all.set(last, opened(made.session().plus(next.getKey(), next.getValue()), made.opensAt()));
      } else {
        all.add(opened(begun(next.getKey(), next.getValue()), null));
      }
    }
    return all;
  }

  private boolean takes(Session session, Slice slice) {
    return slice.firstAt() <= correlator.version(session).end(session.members());
  }

  private Made opened(Session session, Long opensAt) {
    boolean now = opensAt == null && correlator.version(session).opens(session.members());
    return new Made(session, now ? (Long) session.members().lastAt() : opensAt);
  }

  /** What was told before keeps its version; a session that is new has its first member's. */
  private Session begun(long second, Slice slice) {
    String version =
        before.list().stream()
            .filter(old -> old.told() != null && old.members().head().equals(slice.head()))
            .map(Session::policyVersion)
            .findFirst()
            .orElse(slice.head().policyVersion());
    return Session.of(second, slice, version);
  }

  private Session told(Made made) {
    Session fresh = made.session();
    List<Session> incidents =
        before.list().stream()
            .filter(old -> old.told() != null && fresh.members().spans(old.told().firstAt()))
            .sorted(EARLIEST)
            .toList();
    if (incidents.isEmpty()) {
      return made.opensAt() == null ? fresh : correlator.tell(OPENED, fresh, made.opensAt());
    }
    Session goesOn = incidents.get(0);
    for (Session gone : incidents.subList(1, incidents.size())) {
      correlator.tellMerged(gone, goesOn.told().incidentId(), at(fresh));
    }
    Session kept =
        fresh.withPolicyVersion(goesOn.policyVersion()).withTold(goesOn.told(), untold(fresh));
    if (incidents.size() == 1 && sameMembers(goesOn.members(), fresh.members())) {
      return goesOn.over() ? kept.withOver() : kept;
    }
    return correlator.tell(REVISED, kept, at(fresh));
  }

  /** The event time of what is said: the latest of the late members, if it was they. */
  private long at(Session fresh) {
    return before.lateAt() == Long.MIN_VALUE ? fresh.members().lastAt() : before.lateAt();
  }

  /** Those of its members that no record has named yet. */
  private FirstMembers untold(Session fresh) {
    long from = fresh.members().firstAt();
    long to = fresh.members().lastAt();
    FirstMembers untold = before.late().between(from, to);
    for (Session old : before.list()) {
      untold = untold.plus(old.untold().between(from, to), Session.UNTOLD);
    }
    return untold;
  }

  private static boolean sameMembers(Slice a, Slice b) {
    return a.count() == b.count()
        && a.lastAt() == b.lastAt()
        && a.scoreSum() == b.scoreSum()
        && a.head().equals(b.head())
        && a.members().equals(b.members());
  }
}
