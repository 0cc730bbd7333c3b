package io.breakwater.domain.policy;

import io.breakwater.domain.calendar.BusinessCalendar;
import io.breakwater.domain.policy.OperatorPolicy.Absence;
import io.breakwater.domain.yaml.YamlMap;
import io.breakwater.domain.yaml.YamlValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code operators}. */
final class OperatorSection {
  private OperatorSection() {}

  static final int LARGEST_LOAD = 100_000;
  private static final int HIGHEST_LEVEL = 100;

  static Map<String, OperatorPolicy> read(
      YamlValue value, Map<String, BusinessCalendar> calendars) {
    Map<String, OperatorPolicy> operators = new LinkedHashMap<>();
    value
        .entries()
        .forEach(
            (name, operator) ->
                operators.put(Names.checked(operator, name), operator(name, operator, calendars)));
    return Collections.unmodifiableMap(operators);
  }

  private static OperatorPolicy operator(
      String name, YamlValue value, Map<String, BusinessCalendar> calendars) {
    YamlMap operator = value.map("calendar", "out_of_office", "max_load", "skills");
    YamlValue maxLoad = operator.get("max_load");
    return new OperatorPolicy(
        name,
        CalendarSection.referenceOrInline(operator.get("calendar"), calendars),
        absences(operator.get("out_of_office")),
        maxLoad.present() ? maxLoad.integer(1, LARGEST_LOAD, 1) : null,
        skills(operator.get("skills")));
  }

  /** Skills with levels from 1. */
  static Map<String, Integer> skills(YamlValue value) {
    Map<String, Integer> skills = new LinkedHashMap<>();
    value
        .entries()
        .forEach(
            (name, level) ->
                skills.put(Names.checked(level, name), level.integer(1, HIGHEST_LEVEL, 1)));
    return skills;
  }

  private static List<Absence> absences(YamlValue value) {
    List<Absence> absences = new ArrayList<>();
    for (YamlValue item : value.list()) {
      YamlMap absence = item.map("from", "to", "reason");
      absences.add(new Absence(from(absence), to(absence), absence.get("reason").text(null)));
    }
    return absences;
  }

  /** When something begins. */
  static Instant from(YamlMap span) {
    return span.need("from", "Say from when, e.g. from: 2026-12-24T12:00:00Z")
        .instant(Instant.EPOCH);
  }

  /** When something ends, which must be later than it begins. */
  static Instant to(YamlMap span) {
    YamlValue to = span.need("to", "Say until when, e.g. to: 2027-01-02T08:00:00Z");
    Instant end = to.instant(Instant.MAX);
    if (span.get("from").present() && !span.get("from").instant(Instant.MIN).isBefore(end)) {
      to.problem("it ends before it begins", "Give a later instant than from");
    }
    return end;
  }
}
