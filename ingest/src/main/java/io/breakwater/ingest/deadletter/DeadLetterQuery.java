package io.breakwater.ingest.deadletter;

import io.breakwater.platform.http.ProblemException;
import io.breakwater.platform.http.QueryParameters;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Which dead letters are meant. A null part is no condition.
 *
 * @param topic of the refused record
 * @param source {@code source_id} of its payload
 * @param from earliest {@code ingested_at}
 * @param to first {@code ingested_at} that is too late
 * @param after sort key of the row before the page: {@code ingested_at} and id; empty for the first
 * @param limit rows of a page
 */
public record DeadLetterQuery(
    String code,
    String topic,
    String source,
    Instant from,
    Instant to,
    DeadLetterState state,
    List<String> after,
    int limit) {

  /**
   * Reads query parameters, or the fields of a bulk replay's filter.
   *
   * @throws ProblemException 400 that names the parameter, the value and the remedy
   */
  public static DeadLetterQuery of(Map<String, String> parameters) {
    QueryParameters given = new QueryParameters(parameters);
    return new DeadLetterQuery(
        given.text("code"),
        given.text("topic"),
        given.text("source"),
        given.instant("from"),
        given.instant("to"),
        given.constant("state", DeadLetterState.class),
        given.afterInstantAndId(),
        given.rows());
  }

  /** This query for letters in one state. */
  DeadLetterQuery only(DeadLetterState one) {
    return new DeadLetterQuery(code, topic, source, from, to, one, after, limit);
  }
}
