package io.breakwater.domain.policy;

import io.breakwater.domain.policy.SlaPolicy.Goal;
import io.breakwater.domain.rule.Scope;
import io.breakwater.domain.sla.SlaDuration;
import io.breakwater.domain.sla.Target;
import io.breakwater.domain.yaml.YamlMap;
import io.breakwater.domain.yaml.YamlValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code slas}. */
final class SlaSection {
  private SlaSection() {}

  private static final double DEFAULT_AT_RISK = 0.75;
  private static final Pattern WHOLE_DAYS =
      Pattern.compile("([1-9][0-9]{0,3}) +(business|calendar) +days?");
  private static final SlaDuration ANY = new SlaDuration.Elapsed(Duration.ofHours(1));

  static List<SlaPolicy> read(YamlValue value, Set<String> calendars, Conditions conditions) {
    List<SlaPolicy> slas = new ArrayList<>();
    Names names = new Names("SLA");
    for (YamlValue item : value.list()) {
      slas.add(
          sla(
              item.map("name", "when", "calendar", "acknowledge", "resolve"),
              names,
              calendars,
              conditions));
    }
    return List.copyOf(slas);
  }

  private static SlaPolicy sla(
      YamlMap sla, Names names, Set<String> calendars, Conditions conditions) {
    String name = names.of(sla);
    if (name.contains("/")) {
      sla.get("name").problem("an SLA's name cannot contain \"/\"", "Use a hyphen");
    }
    YamlValue calendar = sla.get("calendar");
    String calendarName = Names.reference(calendar, "calendar", "calendars", calendars);
    List<Goal> goals = new ArrayList<>();
    for (Target target : Target.values()) {
      YamlValue goal = sla.get(target.name().toLowerCase(Locale.ROOT));
      if (goal.present()) {
        goals.add(goal(target, goal, calendar.present()));
      }
    }
    if (goals.isEmpty() && sla.self().present()) {
      sla.self()
          .problem("the SLA has no target", "Add acknowledge, resolve or both, each with within");
    }
    return new SlaPolicy(
        name,
        conditions.read(sla.get("when"), Scope.WORK),
        calendarName.isEmpty() ? null : calendarName,
        List.copyOf(goals));
  }

  private static Goal goal(Target target, YamlValue value, boolean hasCalendar) {
    YamlMap goal = value.map("within", "at_risk");
    YamlValue within = goal.need("within", "Write e.g. within: PT4H or within: business PT8H");
    SlaDuration duration =
        within.scalar(
            ANY,
            SlaSection::duration,
            "Write PT4H (around the clock), business PT8H (opening hours), 2 business days or"
                + " 30 calendar days");
    if (!(duration instanceof SlaDuration.Elapsed) && !hasCalendar) {
      within.problem("business hours and days need a calendar", "Add calendar: NAME to the SLA");
    }
    double atRisk =
        goal.get("at_risk")
            .scalar(
                DEFAULT_AT_RISK,
                SlaSection::fraction,
                "Write a share of the time between 0% and 100%, e.g. 80%");
    return new Goal(target, duration, atRisk);
  }

  private static SlaDuration duration(String text) {
    Matcher wholeDays = WHOLE_DAYS.matcher(text);
    if (wholeDays.matches()) {
      int count = Integer.parseInt(wholeDays.group(1));
      return wholeDays.group(2).equals("business")
          ? new SlaDuration.BusinessDays(count)
          : new SlaDuration.CalendarDays(count);
    }
    boolean business = text.startsWith("business ");
    String iso = business ? text.substring("business ".length()).strip() : text;
    Duration duration = Duration.parse(iso);
    boolean days = iso.contains("D"); // a business day has no fixed length
    if (duration.isNegative() || duration.isZero() || (business && days)) {
      throw new IllegalArgumentException(text);
    }
    return business ? new SlaDuration.BusinessHours(duration) : new SlaDuration.Elapsed(duration);
  }

  private static double fraction(String text) {
    double value =
        text.endsWith("%")
            ? Double.parseDouble(text.substring(0, text.length() - 1)) / 100
            : Double.parseDouble(text);
    if (!(value > 0 && value < 1)) {
      throw new IllegalArgumentException(text);
    }
    return value;
  }
}
