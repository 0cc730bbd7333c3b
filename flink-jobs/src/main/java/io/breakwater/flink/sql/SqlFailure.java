package io.breakwater.flink.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A query that was right and did not get to its end, e.g. since a topic is missing. */
public final class SqlFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private SqlFailure(String sentence, Throwable cause) {
    super(sentence, cause);
  }

  /** What lies beneath a failed job. */
  static SqlFailure of(Throwable failure) {
    return new SqlFailure("the query failed: " + reason(failure), failure);
  }

  /** The broker does not answer, or refuses. */
  static SqlFailure kafka(String bootstrapServers, Throwable failure) {
    return new SqlFailure(
        "Kafka at %s cannot be used (--bootstrap): %s".formatted(bootstrapServers, reason(failure)),
        failure);
  }

  /** Rows were replaced, and Flink did not say which. */
  static SqlFailure unsaidChanges() {
    return new SqlFailure(
        "the query corrects rows without saying which, as Flink does for ROW_NUMBER by a column"
            + " other than event_time: order by event_time, or take LAST_VALUE(...) with GROUP BY",
        null);
  }

  /** The deepest cause, behind what was tried when it came up. */
  private static String reason(Throwable failure) {
    List<String> messages = new ArrayList<>();
    for (Throwable at = failure; at != null; at = at.getCause()) {
      messages.add(at.getMessage() == null ? at.getClass().getSimpleName() : at.getMessage());
    }
    Collections.reverse(messages);
    String deepest = messages.get(0);
    return messages.stream()
        .filter(message -> !message.contains(deepest))
        .findFirst()
        .map(tried -> tried.strip() + " " + deepest)
        .orElse(deepest);
  }
}
