package io.breakwater.domain.policy;

import io.breakwater.domain.calendar.BusinessCalendar;
import io.breakwater.domain.quiet.InhibitRule;
import io.breakwater.domain.quiet.Quiet;
import io.breakwater.domain.quiet.QuietPolicy;
import io.breakwater.domain.quiet.QuietRule;
import io.breakwater.domain.quiet.QuietTime;
import io.breakwater.domain.quiet.Recurrence;
import io.breakwater.domain.quiet.RecurringDay;
import io.breakwater.domain.rule.Scope;
import io.breakwater.domain.rule.TextExpression;
import io.breakwater.domain.yaml.YamlMap;
import io.breakwater.domain.yaml.YamlValue;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads {@code maintenance}, {@code inhibit} and {@code silences}. */
final class QuietSection {
  private QuietSection() {}

  private static final Duration LONGEST = Duration.ofDays(366);
  private static final Duration HOUR = Duration.ofHours(1);

  static QuietPolicy read(
      YamlMap file, Map<String, BusinessCalendar> calendars, Conditions conditions) {
    return new QuietPolicy(
        longest(file.get("silences").map("longest").get("longest")),
        maintenance(file.get("maintenance"), calendars, conditions),
        inhibit(file.get("inhibit"), conditions));
  }

  private static Duration longest(YamlValue value) {
    Duration longest = value.duration(QuietPolicy.DEFAULT_LONGEST);
    if (longest.compareTo(LONGEST) > 0) {
      value.problem("a silence could last " + longest, "Allow " + LONGEST + " at most");
    }
    return longest;
  }

  private static List<QuietRule> maintenance(
      YamlValue value, Map<String, BusinessCalendar> calendars, Conditions conditions) {
    List<QuietRule> windows = new ArrayList<>();
    Names names = new Names("maintenance window");
    for (YamlValue item : value.list()) {
      YamlMap window =
          item.map("name", "when", "during", "recurrence", "from", "to", "owner", "reason");
      windows.add(
          new QuietRule(
              Quiet.Kind.MAINTENANCE,
              names.of(window),
              conditions.read(
                  window.need("when", "Say what is quiet, e.g. when: desk == \"payments\""),
                  Scope.WORK),
              time(item, window, calendars),
              window.need("owner", "Say who answers for it, e.g. owner: platform").text(""),
              window.need("reason", "Say why, e.g. reason: monthly release").text("")));
    }
    return windows;
  }

  private static QuietTime time(
      YamlValue item, YamlMap window, Map<String, BusinessCalendar> calendars) {
    YamlValue from = window.get("from");
    YamlValue to = window.get("to");
    boolean recurs = window.get("during").present() || window.get("recurrence").present();
    if (item.isMapping() && !recurs && !(from.present() && to.present())) {
      item.problem(
          "it would never end",
          "Say when it is: during (a calendar or hours), recurrence, or both from and to");
    }
    Instant end = to.instant(Instant.MAX);
    if (from.present() && !from.instant(Instant.MIN).isBefore(end)) {
      to.problem("it ends before it begins", "Give a later instant than from");
    }
    return new QuietTime(
        from.instant(Instant.MIN),
        end,
        CalendarSection.referenceOrInline(window.get("during"), calendars),
        recurrence(window.get("recurrence")));
  }

  private static Recurrence recurrence(YamlValue value) {
    if (!value.present()) {
      return null;
    }
    YamlMap map = value.map("zone", "on", "at", "for");
    List<RecurringDay> days = new ArrayList<>();
    YamlValue on = map.need("on", "List the days, e.g. on: [SAT] or on: [first SUN]");
    for (YamlValue day : on.oneOrMore()) {
      RecurringDay read = day.scalar(null, RecurringDay::of, RecurringDay.REMEDY);
      if (read != null) {
        days.add(read);
      }
    }
    if (on.present() && on.oneOrMore().isEmpty()) {
      on.problem("it names no day", RecurringDay.REMEDY);
    }
    YamlValue at = map.need("at", "Say from when, e.g. at: \"22:00\"");
    YamlValue lasts = map.need("for", "Say for how long, e.g. for: PT4H");
    Duration length = lasts.duration(HOUR);
    if (length.compareTo(Recurrence.LONGEST) > 0) {
      lasts.problem(length + " is too long", "Let it last " + Recurrence.LONGEST + " at most");
      length = HOUR;
    }
    return new Recurrence(
        CalendarSection.zone(map),
        days.isEmpty() ? List.of(RecurringDay.of("1")) : days,
        CalendarSection.time(at, LocalTime.MIDNIGHT),
        length);
  }

  private static List<InhibitRule> inhibit(YamlValue value, Conditions conditions) {
    List<InhibitRule> rules = new ArrayList<>();
    Names names = new Names("inhibiting rule");
    for (YamlValue item : value.list()) {
      YamlMap rule = item.map("name", "source", "target", "equal");
      String name = names.of(rule);
      YamlValue source =
          rule.need(
              "source", "Say which open item inhibits, e.g. source: event.type == \"a.down\"");
      YamlValue target =
          rule.need("target", "Say what it keeps quiet, e.g. target: event.type == \"a.slow\"");
      List<TextExpression> equal = new ArrayList<>();
      for (YamlValue text : rule.get("equal").oneOrMore()) {
        TextExpression expression = conditions.text(text, Scope.WORK);
        if (expression != null) {
          equal.add(expression);
        }
      }
      rules.add(
          new InhibitRule(
              name,
              conditions.read(source, Scope.WORK),
              conditions.read(target, Scope.WORK),
              equal));
    }
    return rules;
  }
}
