package io.breakwater.domain.policy;

import io.breakwater.domain.oncall.Layer;
import io.breakwater.domain.oncall.OnCallSchedule;
import io.breakwater.domain.oncall.Rotation;
import io.breakwater.domain.yaml.YamlMap;
import io.breakwater.domain.yaml.YamlValue;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code on_call}. */
final class OnCallSection {
  private OnCallSection() {}

  private static final LocalTime HAND_OVER = LocalTime.of(9, 0);
  private static final Duration SHORTEST = Duration.ofHours(1);

  static Map<String, OnCallSchedule> read(YamlValue value, Operators operators) {
    Map<String, OnCallSchedule> schedules = new LinkedHashMap<>();
    value
        .entries()
        .forEach(
            (name, schedule) ->
                schedules.put(Names.checked(schedule, name), schedule(name, schedule, operators)));
    return Collections.unmodifiableMap(schedules);
  }

  private static OnCallSchedule schedule(String name, YamlValue value, Operators operators) {
    YamlMap schedule = value.map("zone", "layers", "overrides");
    ZoneId zone = CalendarSection.zone(schedule);
    YamlValue list =
        schedule.need("layers", "Add at least one, with name, rotation, starts and members");
    List<Layer> layers = new ArrayList<>();
    Names names = new Names("layer");
    for (YamlValue item : list.list()) {
      layers.add(layer(item, names, zone, operators));
    }
    if (list.present() && layers.isEmpty()) {
      list.problem("nobody is ever on call", "Add at least one layer");
    }
    return new OnCallSchedule(name, layers, overrides(schedule.get("overrides"), operators));
  }

  private static Layer layer(YamlValue item, Names names, ZoneId zone, Operators operators) {
    YamlMap layer = item.map("name", "rotation", "starts", "hand_over", "members", "only");
    String name = names.of(layer);
    LocalDate starts =
        layer
            .need("starts", "Give the day of the first hand-over, e.g. starts: 2026-01-05")
            .scalar(LocalDate.EPOCH, LocalDate::parse, "Write a date, e.g. 2026-01-05");
    Duration turn =
        layer
            .need("rotation", "Write daily, weekly, or how long a turn is, e.g. PT12H or P14D")
            .scalar(
                Duration.ofDays(1),
                OnCallSection::turn,
                "Write daily, weekly, or how long a turn is (PT1H at least), e.g. PT12H or P14D");
    YamlValue members = layer.need("members", "List the operators in the order of their turns");
    List<String> turns = new ArrayList<>();
    for (YamlValue member : members.list()) {
      turns.add(operators.reference(member));
    }
    if (members.present() && turns.isEmpty()) {
      members.problem("nobody takes turns", "List at least one operator");
    }
    return new Layer(
        name,
        new Rotation(
            zone, starts.atTime(CalendarSection.time(layer.get("hand_over"), HAND_OVER)), turn),
        turns.isEmpty() ? List.of("?") : turns,
        CalendarSection.hoursIn(zone, layer.get("only")));
  }

  private static Duration turn(String text) {
    Duration turn =
        switch (text) {
          case "daily" -> Duration.ofDays(1);
          case "weekly" -> Duration.ofDays(7);
          default -> Duration.parse(text);
        };
    if (turn.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException(text);
    }
    return turn;
  }

  private static List<OnCallSchedule.Override> overrides(YamlValue value, Operators operators) {
    List<OnCallSchedule.Override> overrides = new ArrayList<>();
    for (YamlValue item : value.list()) {
      YamlMap override = item.map("who", "from", "to", "reason");
      overrides.add(
          new OnCallSchedule.Override(
              operators.reference(override.need("who", "Name the operator who stands in")),
              OperatorSection.from(override),
              OperatorSection.to(override),
              override.get("reason").text(null)));
    }
    return overrides;
  }
}
