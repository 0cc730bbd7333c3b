package io.breakwater.domain.event;

import java.math.BigDecimal;

/** What text an event may carry: all of it must survive UTF-8, PostgreSQL and a terminal. */
public final class Text {
  private Text() {}

  /** A name: not empty, no blanks at the ends, no control characters. */
  static boolean isName(String value, int maxLength) {
    int length = value.length();
    if (length == 0 || length > maxLength) {
      return false;
    }
    if (value.charAt(0) == ' ' || value.charAt(length - 1) == ' ') {
      return false;
    }
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (c < ' ' || (c >= 0x7f && c < 0xa0)) {
        return false;
      }
    }
    return isWellFormed(value);
  }

  /** Free text: no NUL, which PostgreSQL refuses. */
  public static boolean isText(String value, int maxLength) {
    return value.length() <= maxLength && value.indexOf('\0') < 0 && isWellFormed(value);
  }

  /** Two or more segments of letters, digits, '-' and '_' with dots between them. */
  static boolean isDotted(String value, int maxLength) {
    int length = value.length();
    if (length > maxLength) {
      return false;
    }
    int dots = 0;
    char previous = '.';
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (c == '.') {
        if (previous == '.') {
          return false;
        }
        dots++;
      } else if (!isWordCharacter(c)) {
        return false;
      }
      previous = c;
    }
    return dots > 0 && previous != '.';
  }

  /** A decimal in plain digits, or null. */
  static BigDecimal decimalOrNull(String value) {
    if (value.isEmpty() || value.length() > 64) {
      return null;
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (!(c >= '0' && c <= '9') && c != '.' && !(c == '-' && i == 0)) {
        return null;
      }
    }
    try {
      return new BigDecimal(value);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static boolean isWordCharacter(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-';
  }

  /** False if half a surrogate pair stands alone: two such names would meet in one as UTF-8. */
  private static boolean isWellFormed(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean alone =
          Character.isHighSurrogate(c)
              ? i + 1 == value.length() || !Character.isLowSurrogate(value.charAt(i + 1))
              : Character.isLowSurrogate(c)
                  && (i == 0 || !Character.isHighSurrogate(value.charAt(i - 1)));
      if (alone) {
        return false;
      }
    }
    return true;
  }
}
