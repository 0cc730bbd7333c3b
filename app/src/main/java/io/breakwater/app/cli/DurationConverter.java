package io.breakwater.app.cli;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code 60s}, {@code 5m}, {@code 1h30m}, or ISO 8601. */
final class DurationConverter implements ITypeConverter<Duration> {

  @Override
  public Duration convert(String text) {
    String iso = text.startsWith("P") ? text : "PT" + text.toUpperCase(Locale.ROOT);
    try {
      Duration duration = Duration.parse(iso);
      if (!duration.isNegative() && !duration.isZero()) {
        return duration;
      }
    } catch (DateTimeParseException e) {
      // refused below
    }
    throw new TypeConversionException("'" + text + "' is not a time such as 60s, 5m or 1h30m");
  }
}
