package io.breakwater.domain.event;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;

/**
 * RFC 3339 timestamps, strictly: seconds and an offset are required, the offset has hours and
 * minutes. The JDK's parsers are both laxer (no seconds) and stricter (offsets up to 18 hours), and
 * slow on the hot path.
 */
public final class Rfc3339 {
  private Rfc3339() {}

  private static final int SHORTEST = "2018-04-05T17:31:00Z".length();

  /**
   * Reads a timestamp. Fractions beyond nanoseconds are cut; second 60 is the next minute's second
   * 0.
   *
   * @return null if the text is not an RFC 3339 timestamp
   */
  public static Instant parse(String text) {
    int length = text.length();
    if (length < SHORTEST
        || text.charAt(4) != '-'
        || text.charAt(7) != '-'
        || (text.charAt(10) != 'T' && text.charAt(10) != 't')
        || text.charAt(13) != ':'
        || text.charAt(16) != ':') {
      return null;
    }
    int year = digits(text, 0, 4);
    int month = digits(text, 5, 2);
    int day = digits(text, 8, 2);
    int hour = digits(text, 11, 2);
    int minute = digits(text, 14, 2);
    int second = digits(text, 17, 2);
    if (year < 0
        || month < 1
        || month > 12
        || day < 1
        || day > YearMonth.of(year, month).lengthOfMonth()
        || outside(hour, 23)
        || outside(minute, 59)
        || outside(second, 60)) {
      return null;
    }

    int at = 19;
    int nanos = 0;
    if (text.charAt(at) == '.') {
      int start = ++at;
      int unit = 100_000_000;
      while (at < length && isDigit(text.charAt(at))) {
        nanos += (text.charAt(at) - '0') * unit;
        unit /= 10;
        at++;
      }
      if (at == start || at == length) {
        return null;
      }
    }
    int offsetSeconds = offset(text, at);
    if (offsetSeconds == INVALID) {
      return null;
    }
    long days = LocalDate.of(year, month, day).toEpochDay();
    long seconds = days * 86_400 + hour * 3_600L + minute * 60L + second - offsetSeconds;
    return Instant.ofEpochSecond(seconds, nanos);
  }

  /**
   * The instant in UTC with 0, 3, 6 or 9 digits of a second: character for character what {@link
   * Instant#toString} gives, several times as fast.
   */
  public static String format(Instant instant) {
    long seconds = instant.getEpochSecond();
    if (seconds < YEAR_1 || seconds >= YEAR_10000) {
      return instant.toString();
    }
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(seconds, 86_400L));
    int ofDay = (int) Math.floorMod(seconds, 86_400L);
    int nanos = instant.getNano();
    int fraction = nanos == 0 ? 0 : nanos % 1_000_000 == 0 ? 3 : nanos % 1_000 == 0 ? 6 : 9;
    byte[] text = new byte[fraction == 0 ? SHORTEST : SHORTEST + 1 + fraction];
    put(text, 0, 4, date.getYear());
    text[4] = '-';
    put(text, 5, 2, date.getMonthValue());
    text[7] = '-';
    put(text, 8, 2, date.getDayOfMonth());
    text[10] = 'T';
    put(text, 11, 2, ofDay / 3_600);
    text[13] = ':';
    put(text, 14, 2, ofDay / 60 % 60);
    text[16] = ':';
    put(text, 17, 2, ofDay % 60);
    if (fraction > 0) {
      text[19] = '.';
      put(
          text,
          20,
          fraction,
          fraction == 3 ? nanos / 1_000_000 : fraction == 6 ? nanos / 1_000 : nanos);
    }
    text[text.length - 1] = 'Z';
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  private static final long YEAR_1 = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
  private static final long YEAR_10000 = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond() + 1;

  private static void put(byte[] text, int from, int digits, int value) {
    int rest = value;
    for (int i = from + digits - 1; i >= from; i--) {
      text[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  private static final int INVALID = Integer.MIN_VALUE;

  private static int offset(String text, int at) {
    char sign = text.charAt(at);
    if (sign == 'Z' || sign == 'z') {
      return text.length() == at + 1 ? 0 : INVALID;
    }
    if ((sign != '+' && sign != '-') || text.length() != at + 6 || text.charAt(at + 3) != ':') {
      return INVALID;
    }
    int hours = digits(text, at + 1, 2);
    int minutes = digits(text, at + 4, 2);
    if (outside(hours, 23) || outside(minutes, 59)) {
      return INVALID;
    }
    int seconds = hours * 3_600 + minutes * 60;
    return sign == '-' ? -seconds : seconds;
  }

  private static boolean outside(int value, int max) {
    return value < 0 || value > max;
  }

  /** The number at {@code from}, or -1 if one of the characters is no ASCII digit. */
  private static int digits(String text, int from, int count) {
    int value = 0;
    for (int i = from; i < from + count; i++) {
      char c = text.charAt(i);
      if (!isDigit(c)) {
        return -1;
      }
      value = value * 10 + (c - '0');
    }
    return value;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
