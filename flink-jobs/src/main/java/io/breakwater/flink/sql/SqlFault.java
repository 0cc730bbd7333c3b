package io.breakwater.flink.sql;

import io.breakwater.domain.text.Suggestion;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SQL that Flink refuses, as a sentence with its place in the file. */
public final class SqlFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** As in {@code From line 3, column 8 to line 3, column 10: Column 'foo' not found}. */
  private static final Pattern JUDGED =
      Pattern.compile("line (\\d+), column (\\d+)(?: to line \\d+, column \\d+)?: (.*)");

  /** As in {@code Encountered "at" at line 1, column 14.} */
  private static final Pattern UNEXPECTED =
      Pattern.compile("Encountered (\".*\") at line (\\d+), column (\\d+)\\.");

  /** As in {@code Lexical error at line 1, column 25. Encountered: <EOF> after : ...} */
  private static final Pattern UNREADABLE =
      Pattern.compile("Lexical error at line (\\d+), column (\\d+)\\.\\s+(.*)");

  private static final Pattern UNKNOWN_TABLE = Pattern.compile("Object '([^']*)' not found.*");

  private final int line;
  private final int column;

  private SqlFault(int line, int column, String sentence, Throwable cause) {
    super(sentence, cause);
    this.line = line;
    this.column = column;
  }

  /**
   * A fault at a place in the file.
   *
   * @param line from 1
   * @param column from 1
   */
  static SqlFault at(int line, int column, String sentence) {
    return new SqlFault(line, column, sentence, null);
  }

  /**
   * What Flink says, made short.
   *
   * @param line of the statement, for when Flink names no place within it
   * @param column of the statement
   */
  static SqlFault of(Throwable failure, int line, int column) {
    String deepest = "";
    for (Throwable at = failure; at != null; at = at.getCause()) {
      String message = at.getMessage() == null ? at.getClass().getSimpleName() : at.getMessage();
      Matcher judged = JUDGED.matcher(message);
      if (judged.find()) {
        return placed(judged.group(1), judged.group(2), remedied(judged.group(3)), failure);
      }
      Matcher unexpected = UNEXPECTED.matcher(message);
      if (unexpected.find()) {
        return placed(
            unexpected.group(2), unexpected.group(3), unexpected(unexpected.group(1)), failure);
      }
      Matcher unreadable = UNREADABLE.matcher(message);
      if (unreadable.find()) {
        return placed(unreadable.group(1), unreadable.group(2), unreadable.group(3), failure);
      }
      deepest = message;
    }
    return new SqlFault(line, column, deepest.lines().findFirst().orElse(""), failure);
  }

  private static SqlFault placed(String line, String column, String sentence, Throwable cause) {
    return new SqlFault(Integer.parseInt(line), Integer.parseInt(column), sentence, cause);
  }

  private static String unexpected(String token) {
    return token.equals("\"<EOF>\"") || token.equals("\";\"")
        ? "The statement ends here, but it is not complete."
        : token + " does not fit here. A name that is a reserved word needs backticks.";
  }

  private static String remedied(String sentence) {
    Matcher unknown = UNKNOWN_TABLE.matcher(sentence);
    return unknown.matches()
        ? "There is no table %s. %s"
            .formatted(unknown.group(1), Suggestion.remedy(unknown.group(1), TopicTables.names()))
        : sentence;
  }

  /** The line in the file, from 1. */
  public int line() {
    return line;
  }

  /** The column in the file, from 1. */
  public int column() {
    return column;
  }
}
