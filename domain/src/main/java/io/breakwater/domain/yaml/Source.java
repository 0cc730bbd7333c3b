package io.breakwater.domain.yaml;

import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** The text of a file by code points, to find where a character of a scalar's value stands. */
final class Source {

  private final int[] text;

  Source(String text) {
    this.text = text.codePoints().toArray();
  }

  /** The text with what stands from one code point to another, exclusive, replaced. */
  String replaced(int from, int to, String with) {
    return new String(text, 0, from) + with + new String(text, to, text.length - to);
  }

  /** Where the code point with this index stands. */
  Position position(int index) {
    int line = 1;
    int column = 1;
    for (int i = 0; i < Math.min(index, text.length); i++) {
      if (text[i] == '\n') {
        line++;
        column = 1;
      } else {
        column++;
      }
    }
    return new Position(line, column);
  }

  /**
   * Where a code point of the scalar's value stands in the file. Folding and indentation only add
   * or drop white space, so the other characters are found by walking both texts in step.
   */
  Position within(ScalarNode scalar, int offset) {
    Mark start = scalar.getStartMark().orElse(null);
    if (start == null) {
      return Position.START;
    }
    int[] value = scalar.getValue().codePoints().toArray();
    int at = contentStart(scalar, start.getIndex());
    for (int i = 0; i < Math.min(offset, value.length); i++) {
      if (!Character.isWhitespace(value[i])) {
        at = find(value[i], at, scalar.getScalarStyle()) + 1;
      }
    }
    if (offset < value.length && !Character.isWhitespace(value[offset])) {
      at = find(value[offset], at, scalar.getScalarStyle());
    }
    return position(Math.min(at, text.length));
  }

  private int contentStart(ScalarNode scalar, int start) {
    return switch (scalar.getScalarStyle()) {
      case SINGLE_QUOTED, DOUBLE_QUOTED -> start + 1;
      case LITERAL, FOLDED -> afterLine(start);
      default -> start;
    };
  }

  private int afterLine(int index) {
    int i = index;
    while (i < text.length && text[i] != '\n') {
      i++;
    }
    return i + 1;
  }

  private int find(int codePoint, int from, ScalarStyle style) {
    int i = from;
    while (i < text.length) {
      boolean escape = style == ScalarStyle.DOUBLE_QUOTED && text[i] == '\\';
      if (escape && i + 1 < text.length) {
        i++;
      }
      if (text[i] == codePoint) {
        // '' in single quotes is one quote
        boolean doubled =
            style == ScalarStyle.SINGLE_QUOTED
                && codePoint == '\''
                && i + 1 < text.length
                && text[i + 1] == '\'';
        return doubled ? i + 1 : i;
      }
      i++;
    }
    return from;
  }
}
