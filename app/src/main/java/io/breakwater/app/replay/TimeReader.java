package io.breakwater.app.replay;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.function.Function;

/**
 * Reads the times of a history. A local time that a change of clocks makes ambiguous is the earlier
 * of the two, so that the order of local times stays the order of instants.
 */
public final class TimeReader {
  private final String format;
  private final Function<String, Instant> reader;

  private TimeReader(String format, Function<String, Instant> reader) {
    this.format = format;
    this.reader = reader;
  }

  /**
   * A reader of one format.
   *
   * @param format {@code rfc3339}, {@code epoch_seconds} (fractions allowed), {@code epoch_millis},
   *     or a pattern of {@link DateTimeFormatter}; a pattern without a time of day means midnight
   * @param zone of times that name none
   * @throws IllegalArgumentException when the pattern is none
   */
  public static TimeReader of(String format, ZoneId zone) {
    return new TimeReader(
        format,
        switch (format) {
          case "rfc3339" ->
              text -> DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
          case "epoch_seconds" -> TimeReader::ofEpochSeconds;
          case "epoch_millis" -> text -> Instant.ofEpochMilli(Long.parseLong(text));
          default -> pattern(DateTimeFormatter.ofPattern(format, Locale.ENGLISH), zone);
        });
  }

  /**
   * Reads one time.
   *
   * @throws RowException when the text does not have the format
   */
  public Instant read(String text) {
    try {
      return reader.apply(text);
    } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
      throw new RowException("'" + text + "' is not a time of the format " + format);
    }
  }

  private static Instant ofEpochSeconds(String text) {
    BigDecimal seconds = new BigDecimal(text);
    BigDecimal nanos = seconds.remainder(BigDecimal.ONE).movePointRight(9);
    return Instant.ofEpochSecond(seconds.longValue(), nanos.longValue());
  }

  private static Function<String, Instant> pattern(DateTimeFormatter formatter, ZoneId zone) {
    return text -> {
      TemporalAccessor time =
          formatter.parseBest(text, ZonedDateTime::from, LocalDateTime::from, LocalDate::from);
      if (time instanceof ZonedDateTime zoned) {
        return zoned.toInstant();
      }
      LocalDateTime local =
          time instanceof LocalDate date ? date.atStartOfDay() : (LocalDateTime) time;
      return local.atZone(zone).withEarlierOffsetAtOverlap().toInstant();
    };
  }
}
