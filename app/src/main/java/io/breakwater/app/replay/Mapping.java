package io.breakwater.app.replay;

import io.breakwater.domain.event.Kind;
import java.util.List;
import java.util.Map;

/**
 * How one row of a history becomes exception events.
 *
 * @param format how the file is written
 * @param times how its times are written
 * @param events the events a row can hold, each with the column of its time
 * @param fields template by field of the exception event; {@code exception_id}, {@code source_id}
 *     and {@code type} are always there
 * @param attributes template by attribute key
 */
public record Mapping(
    Format format,
    TimeReader times,
    List<EventRule> events,
    Map<Field, Template> fields,
    Map<String, Template> attributes) {

  /**
   * One event of a row.
   *
   * @param occurredAt the column that holds its time; where that is empty, the row has no such
   *     event
   */
  public record EventRule(Kind kind, String occurredAt) {}

  /**
   * How the file is written.
   *
   * @param type CSV or JSON lines
   * @param delimiter between the values of a CSV row
   * @param charset e.g. {@code UTF-8}
   * @param header column names, for a CSV file that has no header row; else empty
   */
  public record Format(Type type, char delimiter, String charset, List<String> header) {}

  /** The kinds of files. */
  public enum Type {
    CSV,
    JSON_LINES
  }

  /** The fields of an exception event that a template fills. */
  public enum Field {
    EXCEPTION_ID,
    SOURCE_ID,
    TYPE,
    SEVERITY,
    AMOUNT,
    CURRENCY,
    DESK_HINT
  }
}
