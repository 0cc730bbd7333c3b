package io.breakwater.domain.incident;

/**
 * One exception of an incident.
 *
 * @param sourceId with {@code exceptionId} the exception's identity
 * @param eventId the event with which it joined: {@link
 *     io.breakwater.domain.event.ExceptionEvent#eventId()}
 */
public record IncidentMember(String sourceId, String exceptionId, String eventId) {

  /**
   * @throws IllegalArgumentException if a part is missing, or {@code eventId} is not 32 lower-case
   *     hex digits
   */
  public IncidentMember {
    Checks.text("source_id", sourceId, "give the source of the member's exception");
    Checks.text("exception_id", exceptionId, "give the id of the member's exception");
    Checks.id("event_id", eventId);
  }
}
