package io.breakwater.app.replay;

import io.breakwater.domain.event.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How one row of a history becomes exception events.
 *
 * @param format how the file is written
 * @param times how its times are written
 * @param events the events a row can hold, each with the column of its time
 * @param fields template by field of the exception event; {@code exception_id}, {@code source_id}
 *     and {@code type} are always there
 * @param attributes template by attribute key
 * @param transfers where a row says which desk has the exception; null if rows do not
 */
public record Mapping(
    Format format,
    TimeReader times,
    List<EventRule> events,
    Map<Field, Template> fields,
    Map<String, Template> attributes,
    TransferRule transfers) {

  /**
   * One event of a row.
   *
   * @param occurredAt the column that holds its time; where that is empty, the row has no such
   *     event
   */
  public record EventRule(Kind kind, String occurredAt) {}

  /**
   * The rows of one exception are its log: a row that names another desk than the one before it is
   * a transfer.
   *
   * @param desk empty where the row does not say
   * @param occurredAt the column that holds the row's time
   * @param by who did it
   */
  public record TransferRule(Template desk, String occurredAt, Template by) {}

  /**
   * How the file is written.
   *
   * @param type CSV or JSON lines
   * @param delimiter between the values of a CSV row
   * @param charset e.g. {@code UTF-8}
   * @param header column names, for a CSV file that has no header row; else empty
   * @param missing values that stand for none, e.g. {@code ?}
   * @param files which files of an archive, as a pattern of their names, e.g. {@code *.csv}
   */
  public record Format(
      Type type,
      char delimiter,
      String charset,
      List<String> header,
      Set<String> missing,
      String files) {

    /** Every file of an archive, and every value is one. */
    public Format(Type type, char delimiter, String charset, List<String> header) {
      this(type, delimiter, charset, header, Set.of(), "*");
    }
  }

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
