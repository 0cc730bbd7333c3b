package io.breakwater.routing.incident;

import io.breakwater.domain.event.Priority;
import io.breakwater.platform.http.Cursor;
import io.breakwater.platform.http.Problem;
import io.breakwater.platform.http.ProblemException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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

  private static final int USUAL = 50;
  private static final int MOST = 500;

  /**
   * Reads query parameters.
   *
   * @throws ProblemException 400 that names the parameter, the value and the remedy
   */
  public static IncidentQuery of(Map<String, String> parameters) {
    String cursor = text(parameters, "cursor");
    List<String> after = cursor == null ? List.of() : Cursor.parse(cursor, 2);
    if (!after.isEmpty()) {
      Cursor.instant(cursor, after.get(0));
    }
    return new IncidentQuery(
        constant(IncidentState.class, parameters, "state"),
        text(parameters, "rule"),
        constant(Priority.class, parameters, "priority"),
        instant(parameters, "from"),
        instant(parameters, "to"),
        text(parameters, "q"),
        after,
        limit(text(parameters, "limit")));
  }

  private static String text(Map<String, String> parameters, String name) {
    String value = parameters.get(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  private static <E extends Enum<E>> E constant(
      Class<E> type, Map<String, String> parameters, String name) {
    String value = text(parameters, name);
    try {
      return value == null ? null : Enum.valueOf(type, value.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw bad(name, value, "it must be one of " + Arrays.toString(type.getEnumConstants()));
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
