package io.breakwater.audit.ledger;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Rows in the text format of PostgreSQL's COPY: columns end with a tab, rows with a newline, null
 * is {@code \N}. PostgreSQL cannot hold U+0000: texts must come without.
 */
final class CopyText {
  private static final HexFormat HEX = HexFormat.of();

  private final StringBuilder rows;
  private boolean rowOpen;

  CopyText(int expectedCharacters) {
    rows = new StringBuilder(expectedCharacters);
  }

  CopyText number(long value) {
    column().append(value);
    return this;
  }

  CopyText optionalNumber(Long value) {
    return value == null ? nothing() : number(value);
  }

  CopyText bytea(byte[] value) {
    HEX.formatHex(column().append("\\\\x"), value);
    return this;
  }

  /** A {@code bytea} from its hex digits. */
  CopyText optionalHex(String hex) {
    if (hex == null) {
      return nothing();
    }
    column().append("\\\\x").append(hex);
    return this;
  }

  CopyText text(String value) {
    StringBuilder out = column();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\\' -> out.append("\\\\");
        case '\t' -> out.append("\\t");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        default -> out.append(c);
      }
    }
    return this;
  }

  CopyText endRow() {
    rows.append('\n');
    rowOpen = false;
    return this;
  }

  byte[] bytes() {
    return rows.toString().getBytes(StandardCharsets.UTF_8);
  }

  private CopyText nothing() {
    column().append("\\N");
    return this;
  }

  private StringBuilder column() {
    if (rowOpen) {
      rows.append('\t');
    }
    rowOpen = true;
    return rows;
  }
}
