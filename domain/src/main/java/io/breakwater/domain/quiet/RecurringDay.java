package io.breakwater.domain.quiet;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Days that come again: {@code SAT}, {@code MON-FRI}, {@code first SUN}, {@code last FRI}, {@code
 * 15} (of the month) or {@code last} (day of the month).
 *
 * @param text as it was written
 * @param weekdays empty for days of the month
 * @param number which of these weekdays in the month, or which day of it: 1 is the first, -1 the
 *     last; 0 for every week
 */
public record RecurringDay(@JsonValue String text, Set<DayOfWeek> weekdays, int number) {
  private static final List<String> ORDINALS =
      List.of("every", "first", "second", "third", "fourth", "last");
  private static final int LAST = -1;

  /** What to write, for messages. */
  public static final String REMEDY =
      "Write a day of the week (SAT, MON-FRI), one of a month (first SUN, last FRI) or a day of the"
          + " month (15, last)";

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if it names no day
   */
  @JsonCreator
  public static RecurringDay of(String text) {
    String[] words = text.strip().split("\\s+", -1);
    int ordinal = ORDINALS.indexOf(words[0].toLowerCase(Locale.ROOT));
    int number = ordinal == ORDINALS.size() - 1 ? LAST : ordinal;
    if (words.length == 2 && ordinal > 0) {
      return new RecurringDay(text, weekdays(words[1], text), number);
    }
    if (words.length == 1 && number == LAST && ordinal > 0) {
      return new RecurringDay(text, Set.of(), LAST);
    }
    if (words.length == 1 && words[0].matches("[0-9]{1,2}")) {
      int day = Integer.parseInt(words[0]);
      if (day >= 1 && day <= 31) {
        return new RecurringDay(text, Set.of(), day);
      }
    }
    if (words.length == 1 && ordinal < 0) {
      return new RecurringDay(text, weekdays(words[0], text), 0);
    }
    throw new IllegalArgumentException("\"" + text + "\" names no day. " + REMEDY);
  }

  private static Set<DayOfWeek> weekdays(String range, String text) {
    String[] ends = range.split("-", -1);
    DayOfWeek last = ends.length > 2 ? null : weekday(ends[ends.length - 1]);
    DayOfWeek first = weekday(ends[0]);
    if (first == null || last == null) {
      throw new IllegalArgumentException("\"" + text + "\" names no day. " + REMEDY);
    }
    Set<DayOfWeek> days = EnumSet.of(first);
    for (DayOfWeek day = first; day != last; day = day.plus(1)) {
      days.add(day.plus(1));
    }
    return days;
  }

  private static DayOfWeek weekday(String text) {
    for (DayOfWeek day : DayOfWeek.values()) {
      if (day.name().substring(0, 3).equals(text.toUpperCase(Locale.ROOT))) {
        return day;
      }
    }
    return null;
  }

  /** True if that date is one of these days. A month without a 31st has none. */
  public boolean is(LocalDate date) {
    int fromEnd = date.lengthOfMonth() - date.getDayOfMonth();
    if (weekdays.isEmpty()) {
      return number == LAST ? fromEnd == 0 : date.getDayOfMonth() == number;
    }
    return weekdays.contains(date.getDayOfWeek())
        && switch (number) {
          case 0 -> true;
          case LAST -> fromEnd < 7;
          default -> (date.getDayOfMonth() - 1) / 7 + 1 == number;
        };
  }
}
