package io.breakwater.domain.policy;

import io.breakwater.domain.calendar.BusinessCalendar;
import io.breakwater.domain.policy.RoutingPolicy.UnknownDeskHint;
import io.breakwater.domain.yaml.YamlMap;
import io.breakwater.domain.yaml.YamlValue;
import java.util.List;
import java.util.Map;

/** Reads {@code routing}: its root; {@link BranchReader} reads the tree below. */
final class RoutingSection {
  private RoutingSection() {}

  static RoutingPolicy read(
      YamlValue value,
      Map<String, DeskPolicy> desks,
      Map<String, BusinessCalendar> calendars,
      Operators operators,
      Conditions conditions) {
    YamlMap routing =
        value.map(
            SettingsReader.keysAnd("default_desk", "unknown_desk_hint", "subpolicies", "branches"));
    YamlValue defaultDesk =
        routing.need("default_desk", "Name the desk that gets what matches no branch");
    String desk = Names.reference(defaultDesk, "desk", "desks", desks.keySet());
    SettingsReader settings =
        new SettingsReader(desks, SettingsReader.skillsOf(desks.values(), operators), conditions);
    BranchSettings root = settings.read(routing, BranchSettings.of(desk), List.of());
    BranchReader branches =
        new BranchReader(
            desks, calendars, conditions, settings, routing.get("subpolicies").entries());
    return new RoutingPolicy(
        desk,
        routing.get("unknown_desk_hint").oneOf(UnknownDeskHint.class, UnknownDeskHint.DEFAULT),
        root,
        branches.readAll(routing.get("branches"), root));
  }
}
