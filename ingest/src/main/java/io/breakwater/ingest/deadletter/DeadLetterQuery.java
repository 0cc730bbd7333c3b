package io.breakwater.ingest.deadletter;

import io.breakwater.platform.http.Cursor;
import io.breakwater.platform.http.Problem;
import io.breakwater.platform.http.ProblemException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
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

  private static final int USUAL = 50;
  private static final int MOST = 500;

  /**
   * Reads query parameters, or the fields of a bulk replay's filter.
   *
   * @throws ProblemException 400 that names the parameter, the value and the remedy
   */
  public static DeadLetterQuery of(Map<String, String> parameters) {
    String cursor = text(parameters, "cursor");
    List<String> after = cursor == null ? List.of() : Cursor.parse(cursor, 2);
    if (!after.isEmpty()) {
      Cursor.instant(cursor, after.get(0));
    }
    return new DeadLetterQuery(
        text(parameters, "code"),
        text(parameters, "topic"),
        text(parameters, "source"),
        instant(parameters, "from"),
        instant(parameters, "to"),
        state(text(parameters, "state")),
        after,
        limit(text(parameters, "limit")));
  }

  /** This query for letters in one state. */
  DeadLetterQuery only(DeadLetterState one) {
    return new DeadLetterQuery(code, topic, source, from, to, one, after, limit);
  }

  private static String text(Map<String, String> parameters, String name) {
    String value = parameters.get(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  private static DeadLetterState state(String name) {
    if (name == null) {
      return null;
    }
    try {
      return DeadLetterState.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw bad("state", name, "it must be open or replayed");
    }
  }

  private static Instant instant(Map<String, String> parameters, String name) {
    String value = text(parameters, name);
    try {
      return value == null ? null : OffsetDateTime.parse(value).toInstant();
    } catch (DateTimeParseException e) {
      throw bad(name, value, "write it as 2026-03-31T15:12:00Z");
    }
  }

  private static int limit(String limit) {
    try {
      int rows = limit == null ? USUAL : Integer.parseInt(limit);
      if (rows >= 1 && rows <= MOST) {
        return rows;
      }
    } catch (NumberFormatException e) {
      // answered below, like a number that is out of range
    }
    throw bad("limit", limit, "it must be a number from 1 to " + MOST);
  }

  private static ProblemException bad(String name, String value, String remedy) {
    return Problem.badRequest("%s is \"%s\"; %s.".formatted(name, value, remedy)).asException();
  }
}
