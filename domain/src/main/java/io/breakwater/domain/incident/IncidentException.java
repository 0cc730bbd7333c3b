package io.breakwater.domain.incident;

import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Origin;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.identity.Identity;
import io.breakwater.domain.trace.TraceContext;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * An incident as policy conditions, SLA clocks and notifications see it: an exception like its
 * first member, with the incident's own id, score and priority and with what its members have in
 * common.
 */
public final class IncidentException {
  private IncidentException() {}

  private static final String UNKNOWN_TYPE = "incident";

  /** The attribute that holds the correlation rule's name, and tells an incident from a member. */
  public static final String RULE = "incident_rule";

  /**
   * The incident as a scored exception.
   *
   * @param occurredAt event time from which its SLA clocks run
   * @param origin where the incident's record stood
   */
  public static ScoredException of(IncidentEvent incident, Instant occurredAt, Origin origin) {
    Map<String, String> attributes = new HashMap<>(incident.topAttributes());
    attributes.put(RULE, incident.rule());
    ExceptionEvent event =
        new ExceptionEvent(
            incident.incidentId(),
            incident.members().get(0).sourceId(),
            Kind.RAISED,
            incident.type() == null ? UNKNOWN_TYPE : incident.type(),
            incident.severity(),
            occurredAt,
            null,
            null,
            null,
            attributes);
    String span = Identity.hash128("span", event.eventId());
    return new ScoredException(
        event.eventId(),
        event,
        new TraceContext(incident.traceId(), span.substring(0, 16)),
        origin,
        incident.score(),
        incident.priority(),
        incident.contributions(),
        Map.of(),
        incident.policyVersion(),
        false);
  }
}
