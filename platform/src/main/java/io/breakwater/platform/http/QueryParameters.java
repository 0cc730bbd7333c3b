package io.breakwater.platform.http;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The parameters of a list as what they mean. One that is missing or blank is null.
 *
 * <p>Every method throws {@link ProblemException}, a 400 that names the parameter, the value and
 * the remedy, for a value that it cannot take.
 */
public final class QueryParameters {

  private static final int USUAL_ROWS = 50;
  private static final int MOST_ROWS = 500;

  private final Map<String, String> values;

  public QueryParameters(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /** As it was sent, without spaces around it. */
  public String text(String name) {
    String value = values.get(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  /** A constant by its name, in any case. */
  public <E extends Enum<E>> E constant(String name, Class<E> type) {
    String value = text(name);
    try {
      return value == null ? null : Enum.valueOf(type, value.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      String known =
          Arrays.stream(type.getEnumConstants())
              .map(constant -> constant.name().toLowerCase(Locale.ROOT))
              .collect(Collectors.joining(", "));
      throw bad(name, value, "it must be one of " + known);
    }
  }

  /** An RFC 3339 time with its zone. */
  public Instant instant(String name) {
    String value = text(name);
    try {
      return value == null ? null : OffsetDateTime.parse(value).toInstant();
    } catch (DateTimeParseException e) {
      throw bad(name, value, "write it as 2026-03-31T15:12:00Z");
    }
  }

  /** The rows of a page, from {@code limit}: 50 if it is missing, never null. */
  public int rows() {
    String limit = text("limit");
    try {
      int rows = limit == null ? USUAL_ROWS : Integer.parseInt(limit);
      if (rows >= 1 && rows <= MOST_ROWS) {
        return rows;
      }
    } catch (NumberFormatException e) {
      // answered below, like a number that is out of range
    }
    throw bad("limit", limit, "it must be a number from 1 to " + MOST_ROWS);
  }

  /**
   * The instant and the id of the row before the page, from {@code cursor}; empty for the first
   * page, never null.
   */
  public List<String> afterInstantAndId() {
    String cursor = text("cursor");
    if (cursor == null) {
      return List.of();
    }
    List<String> after = Cursor.parse(cursor, 2);
    Cursor.instant(cursor, after.get(0));
    return after;
  }

  private static ProblemException bad(String name, String value, String remedy) {
    return Problem.badRequest("%s is \"%s\"; %s.".formatted(name, value, remedy)).asException();
  }
}
