package io.breakwater.domain.policy;

import io.breakwater.domain.calendar.BusinessCalendar;
import io.breakwater.domain.oncall.OnCallSchedule;
import io.breakwater.domain.policy.DeskPolicy.Assignment;
import io.breakwater.domain.policy.DeskPolicy.Member;
import io.breakwater.domain.policy.DeskPolicy.OnCall;
import io.breakwater.domain.policy.DeskPolicy.Overflow;
import io.breakwater.domain.yaml.YamlMap;
import io.breakwater.domain.yaml.YamlValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code desks}. */
final class DeskSection {

  private static final int DEFAULT_CAPACITY = 20;
  private static final int LARGEST_CAPACITY = OperatorSection.LARGEST_LOAD;
  private static final int LARGEST_WEIGHT = 1_000;

  private final Map<String, BusinessCalendar> calendars;
  private final Operators operators;
  private final Map<String, OnCallSchedule> schedules;
  private Set<String> names = Set.of();

  private DeskSection(
      Map<String, BusinessCalendar> calendars,
      Operators operators,
      Map<String, OnCallSchedule> schedules) {
    this.calendars = calendars;
    this.operators = operators;
    this.schedules = schedules;
  }

  /** What becomes of work outside the hours of the desk's calendar. */
  enum OutsideHours {
    ASSIGN,
    WAIT
  }

  static Map<String, DeskPolicy> read(
      YamlValue value,
      Map<String, BusinessCalendar> calendars,
      Operators operators,
      Map<String, OnCallSchedule> schedules) {
    DeskSection section = new DeskSection(calendars, operators, schedules);
    Map<String, YamlValue> entries = value.entries();
    section.names = entries.keySet();
    Map<String, DeskPolicy> desks = new LinkedHashMap<>();
    entries.forEach((name, desk) -> desks.put(Names.checked(desk, name), section.desk(name, desk)));
    entries.forEach((name, desk) -> refuseCircle(name, desk, desks));
    return Collections.unmodifiableMap(desks);
  }

  private DeskPolicy desk(String name, YamlValue value) {
    YamlMap desk =
        value.map(
            "members",
            "assignment",
            "sticky_by",
            "calendar",
            "outside_hours",
            "weights",
            "capacity",
            "overflow",
            "escalation");
    List<Member> members = new ArrayList<>();
    List<OnCall> onCall = new ArrayList<>();
    members(desk.get("members"), members, onCall);
    boolean nobody = members.isEmpty() && onCall.isEmpty();
    Assignment assignment = assignment(desk, nobody);
    String calendar =
        Names.reference(desk.get("calendar"), "calendar", "calendars", calendars.keySet());
    YamlValue given = desk.get("capacity");
    int capacity =
        given.integer(
            1,
            Integer.MAX_VALUE,
            members.stream().mapToInt(Member::capacity).sum()
                + onCall.stream().mapToInt(OnCall::capacity).sum());
    return new DeskPolicy(
        name,
        members,
        onCall,
        assignment,
        calendar.isEmpty() ? null : calendar,
        waitsFor(desk, calendar),
        weights(desk.get("weights")),
        capacity,
        overflow(desk.get("overflow"), name, capacity),
        otherDesk(desk.get("escalation"), name, "escalates"),
        stickyBy(desk, assignment));
  }

  private Assignment assignment(YamlMap desk, boolean nobody) {
    YamlValue value = desk.get("assignment");
    Assignment assignment =
        value.oneOf(Assignment.class, nobody ? Assignment.PULL : Assignment.LEAST_LOADED);
    if (value.present() && assignment != Assignment.PULL && nobody) {
      value.problem("there is nobody to assign to", "Add members, or write pull");
    }
    return assignment;
  }

  private static String stickyBy(YamlMap desk, Assignment assignment) {
    YamlValue value = desk.get("sticky_by");
    if (assignment != Assignment.STICKY) {
      if (value.present()) {
        value.problem(
            "the desk's assignment is not sticky", "Write assignment: sticky, or remove sticky_by");
      }
      return null;
    }
    return desk.need("sticky_by", "Name the attribute that keeps work together").text(null);
  }

  private BusinessCalendar waitsFor(YamlMap desk, String calendar) {
    YamlValue outside = desk.get("outside_hours");
    if (outside.oneOf(OutsideHours.class, OutsideHours.ASSIGN) == OutsideHours.ASSIGN) {
      return null;
    }
    if (calendar.isEmpty()) {
      outside.problem("the desk has no hours", "Give it a calendar");
    }
    return calendars.get(calendar);
  }

  private static Weights weights(YamlValue value) {
    YamlMap weights = value.map("P1", "P2", "P3", "P4");
    return new Weights(
        weights.get("P1").integer(1, LARGEST_WEIGHT, 1),
        weights.get("P2").integer(1, LARGEST_WEIGHT, 1),
        weights.get("P3").integer(1, LARGEST_WEIGHT, 1),
        weights.get("P4").integer(1, LARGEST_WEIGHT, 1));
  }

  private Overflow overflow(YamlValue value, String name, int capacity) {
    if (!value.present()) {
      return null;
    }
    YamlMap overflow = value.isMapping() ? value.map("desk", "load") : null;
    YamlValue to = overflow == null ? value : overflow.need("desk", "Name the desk that helps");
    String desk = otherDesk(to, name, "overflows");
    double share = overflow == null ? 1 : Shares.percent(overflow.get("load"), 1);
    if (capacity == 0) {
      value.problem(
          "the desk has no capacity that it could reach",
          "Give it a capacity, or members with theirs");
    }
    return desk == null ? null : new Overflow(desk, Shares.of(capacity, share));
  }

  private String otherDesk(YamlValue value, String name, String verb) {
    String desk = Names.reference(value, "desk", "desks", names);
    if (desk.equals(name)) {
      value.problem("desk \"%s\" %s to itself".formatted(name, verb), "Name another desk");
      return null;
    }
    return desk.isEmpty() ? null : desk;
  }

  /** Work that overflows must come to an end somewhere. */
  private static void refuseCircle(String start, YamlValue value, Map<String, DeskPolicy> desks) {
    Set<String> path = new LinkedHashSet<>();
    String at = start;
    while (at != null && path.add(at)) {
      DeskPolicy desk = desks.get(at);
      at = desk == null || desk.overflow() == null ? null : desk.overflow().desk();
    }
    if (start.equals(at)) {
      value
          .entries()
          .get("overflow")
          .problem(
              "desks overflow in a circle: " + String.join(" > ", path) + " > " + at,
              "Let one of them overflow elsewhere, or nowhere");
    }
  }

  private void members(YamlValue value, List<Member> members, List<OnCall> onCall) {
    Names taken = new Names("member");
    for (YamlValue item : value.list()) {
      YamlMap member = item.map("name", "on_call", "capacity", "skills");
      int capacity = member.get("capacity").integer(1, LARGEST_CAPACITY, DEFAULT_CAPACITY);
      YamlValue schedule = member.get("on_call");
      if (!schedule.present()) {
        OperatorPolicy operator = operators.get(taken.of(member));
        operators.reference(member.get("name"));
        Map<String, Integer> skills = new HashMap<>(operator.skills());
        skills.putAll(OperatorSection.skills(member.get("skills")));
        members.add(new Member(operator, capacity, skills));
        continue;
      }
      if (member.get("name").present() || member.get("skills").present()) {
        schedule.problem(
            "whoever is on call has a name and skills of their own",
            "Remove name and skills here, or on_call");
      }
      String name = Names.reference(schedule, "on-call schedule", "on_call", schedules.keySet());
      if (schedules.containsKey(name)) {
        onCall.add(new OnCall(schedules.get(name), capacity, operators.listed()));
      }
    }
  }
}
