package io.breakwater.flink.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * A file of SQL, cut at the semicolons that stand neither in quotes nor in a comment. Flink reads
 * one statement at a time and has no public splitter; whether a piece is a whole statement is for
 * its parser to say, since {@code BEGIN STATEMENT SET; ... END;} has semicolons of its own.
 */
final class SqlScript {
  private final String text;
  private final List<Piece> pieces = new ArrayList<>();

  /**
   * The text between two semicolons.
   *
   * @param start the first character that is neither blank nor comment
   * @param end behind the semicolon, or of the file
   */
  record Piece(int start, int end) {}

  private SqlScript(String text) {
    this.text = text;
  }

  /** Never fails: what is no SQL is for the parser to refuse. */
  static SqlScript of(String text) {
    SqlScript script = new SqlScript(text);
    script.cut();
    return script;
  }

  List<Piece> pieces() {
    return pieces;
  }

  /**
   * The text from one piece to another, inclusive, behind as many blanks and line ends as stand
   * before it in the file: so the parser's lines and columns are those of the file.
   */
  String statement(Piece first, Piece last) {
    StringBuilder statement = new StringBuilder(last.end());
    text.substring(0, first.start()).chars().forEach(c -> statement.append(c == '\n' ? '\n' : ' '));
    return statement.append(text, first.start(), last.end()).toString();
  }

  /** The line of a piece, from 1. */
  int line(Piece piece) {
    return 1 + (int) text.substring(0, piece.start()).chars().filter(c -> c == '\n').count();
  }

  /** The column of a piece, from 1. */
  int column(Piece piece) {
    return piece.start() - text.lastIndexOf('\n', piece.start() - 1);
  }

  private void cut() {
    int start = -1;
    int at = 0;
    while (at < text.length()) {
      int behind = behindComment(at);
      if (behind > at) {
        at = behind;
        continue;
      }
      char c = text.charAt(at);
      if (start < 0 && c != ';' && !Character.isWhitespace(c)) {
        start = at;
      }
      at = c == '\'' || c == '"' || c == '`' ? behind(Character.toString(c), at + 1) : at + 1;
      if (c == ';' && start >= 0) {
        pieces.add(new Piece(start, at));
        start = -1;
      }
    }
    if (start >= 0) {
      pieces.add(new Piece(start, text.length()));
    }
  }

  /** Where the comment that begins at {@code at} ends; {@code at} if none begins there. */
  private int behindComment(int at) {
    if (text.startsWith("--", at) || text.startsWith("//", at)) {
      return behind("\n", at);
    }
    return text.startsWith("/*", at) ? behind("*/", at + 2) : at;
  }

  private int behind(String end, int from) {
    int found = text.indexOf(end, from);
    return found < 0 ? text.length() : found + end.length();
  }
}
