package io.breakwater.domain.policy.diff;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Values of a policy in words. */
final class Words {
  private Words() {}

  /** E.g. {@code 1 hour 30 minutes}. */
  static String time(Duration duration) {
    List<String> parts = new ArrayList<>();
    part(parts, duration.toDaysPart(), "day");
    part(parts, duration.toHoursPart(), "hour");
    part(parts, duration.toMinutesPart(), "minute");
    part(parts, duration.toSecondsPart(), "second");
    part(parts, duration.toMillisPart(), "millisecond");
    return parts.isEmpty() ? duration.toString() : String.join(" ", parts);
  }

  private static void part(List<String> parts, long count, String unit) {
    if (count != 0) {
      parts.add(count + " " + unit + (count == 1 ? "" : "s"));
    }
  }

  /** E.g. {@code 12.5}, without needless digits. */
  static String number(double value) {
    return BigDecimal.valueOf(value)
        .setScale(6, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }

  static String percent(double fraction) {
    return number(fraction * 100) + "%";
  }

  /** As a policy writes it: {@code skill-then-least-loaded}. */
  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static String list(Collection<?> values) {
    return values.stream()
        .map(v -> v instanceof Enum<?> constant ? of(constant) : v.toString())
        .collect(Collectors.joining(", "));
  }

  /** E.g. {@code fx 2, swift 1}, whatever order they were in. */
  static String levels(Map<String, ?> levels) {
    return levels.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(e -> e.getKey() + " " + e.getValue())
        .collect(Collectors.joining(", "));
  }
}
