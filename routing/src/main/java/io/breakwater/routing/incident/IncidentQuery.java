package io.breakwater.routing.incident;

import io.breakwater.domain.event.Priority;
import io.breakwater.platform.http.ProblemException;
import io.breakwater.platform.http.QueryParameters;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Which incidents are meant. A null part is no condition.
 *
 * @param from incidents with a member at this event time or later
 * @param to incidents with a member before this event time
 * @param text in the key, the id, the type or the exception id of a member
 * @param after sort key of the row before the page: {@code first_at} and id; empty for the first
 * @param limit rows of a page
 */
public record IncidentQuery(
    IncidentState state,
    String rule,
    Priority priority,
    Instant from,
    Instant to,
    String text,
    List<String> after,
    int limit) {

  /**
   * Reads query parameters.
   *
   * @throws ProblemException 400 that names the parameter, the value and the remedy
   */
  public static IncidentQuery of(Map<String, String> parameters) {
    QueryParameters given = new QueryParameters(parameters);
    return new IncidentQuery(
        given.constant("state", IncidentState.class),
        given.text("rule"),
        given.constant("priority", Priority.class),
        given.instant("from"),
        given.instant("to"),
        given.text("q"),
        given.afterInstantAndId(),
        given.rows());
  }
}
