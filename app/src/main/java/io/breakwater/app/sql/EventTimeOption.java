package io.breakwater.app.sql;

import io.breakwater.domain.event.Rfc3339;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** An instant as a person gives it: RFC 3339, {@code now}, or how long ago. */
public final class EventTimeOption {
  private EventTimeOption() {}

  /**
   * Reads it.
   *
   * @param option the option's name, for the message
   * @throws IllegalArgumentException with a sentence, if it is nothing of that
   */
  public static Instant parse(String option, String text, Instant now) {
    if (text.equals("now")) {
      return now;
    }
    Instant instant = Rfc3339.parse(text);
    if (instant != null) {
      return instant;
    }
    try {
      String iso = text.startsWith("P") ? text : "PT" + text.toUpperCase(Locale.ROOT);
      return now.minus(Duration.parse(iso));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "%s %s is no time: give one such as 2026-03-31T12:00:00Z, now, or how long ago: 90m, P1D"
              .formatted(option, text),
          e);
    }
  }
}
