package io.breakwater.domain.policy.diff;

import io.breakwater.domain.calendar.BusinessCalendar;
import io.breakwater.domain.policy.Policy;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Calendars in words. */
final class Hours {
  private Hours() {}

  /** The calendar's name; hours that a policy gives in place are written out. Null for none. */
  static String nameOf(BusinessCalendar calendar, Policy policy) {
    if (calendar == null) {
      return null;
    }
    return policy.calendars().get(calendar.name()) == calendar
        ? calendar.name()
        : week(calendar) + " " + calendar.zone() + holidays(calendar);
  }

  private static String holidays(BusinessCalendar calendar) {
    return calendar.holidays().isEmpty()
        ? ""
        : " except " + Words.list(new TreeSet<>(calendar.holidays()));
  }

  /** E.g. {@code MON 08:00-12:00 13:00-18:00, TUE 08:00-18:00}. */
  static String week(BusinessCalendar calendar) {
    return new TreeMap<>(calendar.hours())
        .entrySet().stream()
            .filter(day -> !day.getValue().isEmpty())
            .map(Hours::day)
            .collect(Collectors.joining(", "));
  }

  private static String day(Map.Entry<DayOfWeek, List<BusinessCalendar.Interval>> day) {
    return day.getKey().name().substring(0, 3)
        + day.getValue().stream()
            .map(
                i ->
                    " %s-%s"
                        .formatted(i.from(), i.to().equals(LocalTime.MIDNIGHT) ? "24:00" : i.to()))
            .collect(Collectors.joining());
  }
}
