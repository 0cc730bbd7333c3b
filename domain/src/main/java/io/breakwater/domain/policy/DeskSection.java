package io.breakwater.domain.policy;

import io.breakwater.domain.policy.DeskPolicy.Assignment;
import io.breakwater.domain.policy.DeskPolicy.Member;
import io.breakwater.domain.yaml.YamlMap;
import io.breakwater.domain.yaml.YamlValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code desks}. */
final class DeskSection {
  private DeskSection() {}

  private static final int DEFAULT_CAPACITY = 20;
  private static final int LARGEST_CAPACITY = 100_000;

  static Map<String, DeskPolicy> read(YamlValue value, Set<String> calendars) {
    Map<String, DeskPolicy> desks = new LinkedHashMap<>();
    value
        .entries()
        .forEach((name, desk) -> desks.put(Names.checked(desk, name), desk(name, desk, calendars)));
    return Collections.unmodifiableMap(desks);
  }

  private static DeskPolicy desk(String name, YamlValue value, Set<String> calendars) {
    YamlMap desk = value.map("members", "assignment", "calendar");
    List<Member> members = members(desk.get("members"));
    YamlValue assignment = desk.get("assignment");
    Assignment chosen =
        assignment.oneOf(
            Assignment.class, members.isEmpty() ? Assignment.PULL : Assignment.LEAST_LOADED);
    if (assignment.present() && chosen != Assignment.PULL && members.isEmpty()) {
      assignment.problem("there is nobody to assign to", "Add members, or write pull");
    }
    String calendar = Names.reference(desk.get("calendar"), "calendar", "calendars", calendars);
    return new DeskPolicy(name, members, chosen, calendar.isEmpty() ? null : calendar);
  }

  private static List<Member> members(YamlValue value) {
    List<Member> members = new ArrayList<>();
    Names names = new Names("member");
    for (YamlValue item : value.list()) {
      YamlMap member = item.map("name", "capacity");
      members.add(
          new Member(
              names.of(member),
              member.get("capacity").integer(1, LARGEST_CAPACITY, DEFAULT_CAPACITY)));
    }
    return List.copyOf(members);
  }
}
