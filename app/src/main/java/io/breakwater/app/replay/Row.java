package io.breakwater.app.replay;

import java.util.Map;

/**
 * One row of a history. Beside its own columns it has {@code @file} and {@code @line}: where it
 * stands, which tells rows apart that have no identity of their own.
 *
 * @param file the file's name, in an archive the entry's
 * @param line the line on which the row ends, from 1
 * @param values by column; a nested JSON value has a dotted name
 */
public record Row(String file, long line, Map<String, String> values) {

  /** A value, stripped; empty when the row has nothing there. */
  public String value(String column) {
    return switch (column) {
      case "@file" -> file;
      case "@line" -> String.valueOf(line);
      default -> values.getOrDefault(column, "").strip();
    };
  }

  /** File and line, for messages. */
  public String where() {
    return where(file, line);
  }

  static String where(String file, long line) {
    return file + " line " + line;
  }
}
