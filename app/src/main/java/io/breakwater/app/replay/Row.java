package io.breakwater.app.replay;

import java.util.Map;

/**
 * One row of a history.
 *
 * @param where file and line, for messages
 * @param values by column; a nested JSON value has a dotted name
 */
public record Row(String where, Map<String, String> values) {

  /** A value, stripped; empty when the row has nothing there. */
  public String value(String column) {
    return values.getOrDefault(column, "").strip();
  }
}
