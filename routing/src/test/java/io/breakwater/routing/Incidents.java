package io.breakwater.routing;

import io.breakwater.domain.event.Contribution;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.event.Severity;
import io.breakwater.domain.identity.Identity;
import io.breakwater.domain.incident.IncidentEvent;
import io.breakwater.domain.incident.IncidentEvent.Change;
import io.breakwater.domain.incident.IncidentMember;
import java.util.List;
import java.util.Map;

/** Incident records for tests. */
public final class Incidents {
  private Incidents() {}

  /** The rule that all of them are of. */
  public static final String RULE = "by-counterparty";

  /** The incident's id. */
  public static String id(String key) {
    return Identity.incidentId(RULE, key, first(key));
  }

  /** The id of the incident's work item. */
  public static String item(String key) {
    return Identity.workItemIdOfIncident(id(key));
  }

  /** The incident with so many members, from noon to so many seconds past it. */
  public static IncidentEvent of(String key, Change change, int members, int lastSeconds) {
    return of(key, change, members, lastSeconds, null);
  }

  /** The incident as it ends in that of another key. */
  public static IncidentEvent merged(String key, int members, int lastSeconds, String intoKey) {
    return of(key, Change.MERGED, members, lastSeconds, id(intoKey));
  }

  private static IncidentEvent of(
      String key, Change change, int members, int lastSeconds, String mergedInto) {
    return new IncidentEvent(
        id(key),
        change,
        RULE,
        key.replaceAll("#.*", ""),
        "payment.rejected",
        Severity.HIGH,
        List.of(new IncidentMember("ledger", "X-0", first(key))),
        List.of(),
        members,
        Scored.NOON,
        Scored.NOON.plusSeconds(lastSeconds),
        Map.of("counterparty", "ACME"),
        80,
        Priority.P1,
        List.of(new Contribution("base", "base", 80, null)),
        mergedInto,
        null,
        false,
        "bank@1",
        Identity.hash128("trace", key),
        Scored.NOON.plusSeconds(lastSeconds));
  }

  private static String first(String key) {
    return Identity.eventId("ledger", key, Kind.RAISED, Scored.NOON);
  }
}
