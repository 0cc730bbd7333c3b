package io.breakwater.domain.policy;

import io.breakwater.domain.yaml.YamlValue;

/** Reads shares of a whole, in percent. */
final class Shares {
  private Shares() {}

  private static final int HUNDREDTHS = 100;
  private static final double ROUNDING = 1e-6;

  /** A share such as {@code 80%}, as a fraction from above 0 to 10. */
  static double percent(YamlValue value, double fallback) {
    return value.scalar(
        fallback,
        text -> {
          double percent =
              text.endsWith("%")
                  ? Double.parseDouble(text.substring(0, text.length() - 1))
                  : Double.NaN;
          if (!(percent > 0 && percent <= 1_000)) {
            throw new IllegalArgumentException(text);
          }
          return percent / 100;
        },
        "Write a share of the capacity, e.g. 80%");
  }

  /** So much of a capacity, in whole units, at least one. */
  static int of(int capacity, double share) {
    return (int) Math.max(1, Math.ceil(capacity * share - ROUNDING));
  }

  /** A percentage with up to two decimals, in hundredths of a percent. */
  static int hundredths(YamlValue value) {
    return value.scalar(
        0,
        text -> {
          String number = text.endsWith("%") ? text.substring(0, text.length() - 1) : text;
          double hundredths = Double.parseDouble(number) * HUNDREDTHS;
          long whole = Math.round(hundredths);
          if (!(Math.abs(hundredths - whole) < ROUNDING
              && whole > 0
              && whole <= DeskTarget.Split.WHOLE)) {
            throw new IllegalArgumentException(text);
          }
          return (int) whole;
        },
        "Write a percentage above 0 and up to 100, with two decimals at most, e.g. 70 or 12.5");
  }
}
