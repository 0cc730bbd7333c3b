package io.breakwater.domain.policy;

import io.breakwater.domain.calendar.BusinessCalendar;
import io.breakwater.domain.calendar.BusinessCalendar.ClosedDay;
import io.breakwater.domain.calendar.BusinessCalendar.CutOff;
import io.breakwater.domain.calendar.BusinessCalendar.Interval;
import io.breakwater.domain.yaml.YamlMap;
import io.breakwater.domain.yaml.YamlValue;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads {@code calendars}. */
final class CalendarSection {
  private CalendarSection() {}

  /** The name of hours that the policy gives in place, in what people read. */
  static final String INLINE = "these hours";

  static Map<String, BusinessCalendar> read(YamlValue value) {
    Map<String, BusinessCalendar> calendars = new LinkedHashMap<>();
    value
        .entries()
        .forEach(
            (name, calendar) -> calendars.put(Names.checked(calendar, name), one(name, calendar)));
    return Collections.unmodifiableMap(calendars);
  }

  private static BusinessCalendar one(String name, YamlValue value) {
    YamlMap calendar = value.map("zone", "hours", "holidays", "cut_off", "closed_day");
    return new BusinessCalendar(
        name,
        zone(calendar),
        hours(calendar),
        holidays(calendar),
        cutOff(calendar.get("cut_off")),
        calendar.get("closed_day").oneOf(ClosedDay.class, ClosedDay.OPENING));
  }

  /** A calendar of the policy by its name, or hours and a zone of its own; null if absent. */
  static BusinessCalendar referenceOrInline(
      YamlValue value, Map<String, BusinessCalendar> calendars) {
    if (!value.present()) {
      return null;
    }
    if (!value.isMapping()) {
      return calendars.get(Names.reference(value, "calendar", "calendars", calendars.keySet()));
    }
    YamlMap hours = value.map("zone", "hours", "holidays");
    return new BusinessCalendar(INLINE, zone(hours), hours(hours), holidays(hours));
  }

  /** Weekly hours in a zone given elsewhere; null if absent. */
  static BusinessCalendar hoursIn(ZoneId zone, YamlValue hours) {
    return hours.present() ? new BusinessCalendar(INLINE, zone, hours(hours), Set.of()) : null;
  }

  /** The time zone of a mapping, which must be there; UTC if it is not. */
  static ZoneId zone(YamlMap map) {
    return map.need("zone", "Name its time zone, e.g. zone: Europe/London")
        .scalar(ZoneOffset.UTC, ZoneId::of, "Use an IANA name, e.g. Europe/London");
  }

  private static Map<DayOfWeek, List<Interval>> hours(YamlMap map) {
    return hours(map.need("hours", "Say when it is open, e.g. MON-FRI: [\"08:00-18:00\"]"));
  }

  private static Set<LocalDate> holidays(YamlMap map) {
    Set<LocalDate> holidays = new TreeSet<>();
    for (YamlValue day : map.get("holidays").list()) {
      holidays.add(day.scalar(LocalDate.EPOCH, LocalDate::parse, "Write a date, e.g. 2026-12-25"));
    }
    return Collections.unmodifiableSet(holidays);
  }

  private static CutOff cutOff(YamlValue value) {
    if (!value.present()) {
      return null;
    }
    YamlMap cutOff = value.map("at", "counts_as");
    return new CutOff(
        time(cutOff.need("at", "Say from when on, e.g. at: \"17:00\""), LocalTime.NOON),
        time(cutOff.get("counts_as"), null));
  }

  /** A local time of day. */
  static LocalTime time(YamlValue value, LocalTime fallback) {
    return value.scalar(fallback, LocalTime::parse, "Write a local time in quotes, e.g. \"08:30\"");
  }

  private static Map<DayOfWeek, List<Interval>> hours(YamlValue value) {
    Map<DayOfWeek, List<Interval>> week = new EnumMap<>(DayOfWeek.class);
    value
        .entries()
        .forEach(
            (days, intervals) -> {
              for (YamlValue item : intervals.list()) {
                Interval interval =
                    item.scalar(
                        null, CalendarSection::interval, "Write opening hours, e.g. 08:00-18:00");
                if (interval != null) {
                  days(days, intervals).forEach(day -> add(week, day, interval, item));
                }
              }
            });
    if (value.present() && week.isEmpty()) {
      value.problem("it is never open", "Add a day with hours, e.g. MON-FRI: [\"08:00-18:00\"]");
    }
    return week;
  }

  private static void add(
      Map<DayOfWeek, List<Interval>> week, DayOfWeek day, Interval added, YamlValue item) {
    List<Interval> open = week.computeIfAbsent(day, d -> new ArrayList<>());
    if (open.stream().anyMatch(o -> overlap(o, added))) {
      item.problem(day + " has overlapping opening hours", "Join or separate the two intervals");
    }
    open.add(added);
    open.sort(Comparator.comparing(Interval::from));
  }

  private static boolean overlap(Interval a, Interval b) {
    return a.from().toSecondOfDay() < end(b) && b.from().toSecondOfDay() < end(a);
  }

  private static int end(Interval interval) {
    return interval.to().equals(LocalTime.MIDNIGHT) ? 86_400 : interval.to().toSecondOfDay();
  }

  private static Interval interval(String text) {
    String[] ends = text.split("-", -1);
    if (ends.length != 2) {
      throw new IllegalArgumentException(text);
    }
    String to = ends[1].strip();
    Interval interval =
        new Interval(
            LocalTime.parse(ends[0].strip()),
            to.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(to));
    if (interval.from().toSecondOfDay() >= end(interval)) {
      throw new IllegalArgumentException(text);
    }
    return interval;
  }

  /** {@code MON}, {@code MON-FRI} or {@code SAT,SUN}. */
  private static Set<DayOfWeek> days(String text, YamlValue value) {
    Set<DayOfWeek> days = new TreeSet<>();
    for (String part : text.split(",", -1)) {
      String[] ends = part.strip().split("-", -1);
      DayOfWeek first = day(ends[0]);
      DayOfWeek last = day(ends[ends.length - 1]);
      if (first == null || last == null || ends.length > 2) {
        value.problem(
            "\"" + text + "\" names no day", "Use MON, TUE, WED, THU, FRI, SAT, SUN or MON-FRI");
        return Set.of();
      }
      for (DayOfWeek day = first; ; day = day.plus(1)) {
        days.add(day);
        if (day == last) {
          break;
        }
      }
    }
    return days;
  }

  /** {@code MON}; null if it is none. */
  static DayOfWeek day(String text) {
    for (DayOfWeek day : DayOfWeek.values()) {
      if (day.name().substring(0, 3).equals(text.strip())) {
        return day;
      }
    }
    return null;
  }
}
