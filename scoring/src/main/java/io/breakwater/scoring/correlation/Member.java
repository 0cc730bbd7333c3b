package io.breakwater.scoring.correlation;

import io.breakwater.domain.event.Severity;
import io.breakwater.domain.incident.IncidentMember;
import java.util.List;
import java.util.Map;

/**
 * An exception as one correlation rule sees it.
 *
 * @param at event time, see {@link Micros}
 * @param exception its identity and the event with which it joins
 * @param type the event's
 * @param severity the event's
 * @param traceId the event's
 * @param policyVersion {@code policy@version} in force at {@code at}
 * @param parentKey the key of the parent rule's incident that it would belong to; null without one
 * @param score 0 to 100
 * @param matching the rule's named conditions that hold
 * @param attributes what the rule watches, by name; without what the event lacks
 */
public record Member(
    long at,
    IncidentMember exception,
    String type,
    Severity severity,
    String traceId,
    String policyVersion,
    String parentKey,
    int score,
    List<String> matching,
    Map<String, String> attributes) {

  public Member {
    matching = List.copyOf(matching);
    attributes = Map.copyOf(attributes);
  }

  Listed listed() {
    return new Listed(at, exception);
  }
}
