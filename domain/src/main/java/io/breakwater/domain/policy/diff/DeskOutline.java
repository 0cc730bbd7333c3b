package io.breakwater.domain.policy.diff;

import io.breakwater.domain.oncall.Layer;
import io.breakwater.domain.oncall.OnCallSchedule;
import io.breakwater.domain.policy.DeskPolicy;
import io.breakwater.domain.policy.DeskPolicy.Member;
import io.breakwater.domain.policy.OperatorPolicy;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.Weights;
import java.util.List;

/** Operators, on-call schedules and desks. */
final class DeskOutline {
  private DeskOutline() {}

  static void add(Policy policy, List<Thing> things) {
    policy.operators().values().forEach(operator -> things.add(operator(operator, policy)));
    policy.onCall().values().forEach(schedule -> schedule(schedule, things, policy));
    policy.desks().values().forEach(desk -> desk(desk, things));
  }

  private static Thing operator(OperatorPolicy operator, Policy policy) {
    return new Thing("operators", "operator " + operator.name(), null)
        .says("works", Hours.nameOf(operator.calendar(), policy))
        .says("most open work", operator.maxLoad())
        .says("skills", operator.skills().isEmpty() ? null : Words.levels(operator.skills()))
        .says(
            "out of office",
            operator.away().stream()
                .map(a -> a.from() + " to " + a.to() + because(a.reason()))
                .sorted()
                .toList());
  }

  private static String because(String reason) {
    return reason == null ? "" : " (" + reason + ")";
  }

  private static void schedule(OnCallSchedule schedule, List<Thing> things, Policy policy) {
    things.add(
        new Thing("on_call", "schedule " + schedule.name(), null)
            .says(
                "overrides",
                schedule.overrides().stream()
                    .map(
                        o ->
                            "%s from %s to %s%s"
                                .formatted(o.operator(), o.from(), o.to(), because(o.reason())))
                    .toList()));
    for (Layer layer : schedule.layers()) {
      things.add(
          new Thing(
                  "on_call",
                  "layer %s of %s".formatted(layer.name(), schedule.name()),
                  "the layers of " + schedule.name())
              .says("takes turns", layer.operators())
              .says("a turn lasts", layer.rotation().length())
              .says("first hand-over", layer.rotation().start())
              .says("zone", layer.rotation().zone())
              .says("only", Hours.nameOf(layer.only(), policy)));
    }
  }

  private static void desk(DeskPolicy desk, List<Thing> things) {
    things.add(
        new Thing("desks", "desk " + desk.name(), null)
            .says("assignment", Words.of(desk.assignment()))
            .says("sticky by", desk.stickyBy())
            .says("calendar", desk.calendar())
            .says("outside hours", desk.waitsFor() == null ? null : "waits")
            .says("weights", weights(desk.weights()))
            .says("capacity", desk.capacity())
            .says(
                "overflow",
                desk.overflow() == null
                    ? null
                    : "%s at %d".formatted(desk.overflow().desk(), desk.overflow().load()))
            .says("escalates to", desk.escalation()));
    for (Member member : desk.members()) {
      things.add(
          new Thing(
                  "desks",
                  "member %s of %s".formatted(member.name(), desk.name()),
                  "the members of " + desk.name())
              .says("capacity", member.capacity())
              .says("skills", member.skills().isEmpty() ? null : Words.levels(member.skills())));
    }
    for (DeskPolicy.OnCall onCall : desk.onCall()) {
      things.add(
          new Thing(
                  "desks",
                  "whoever is on call for %s, on %s"
                      .formatted(onCall.schedule().name(), desk.name()),
                  null)
              .says("capacity", onCall.capacity()));
    }
  }

  private static String weights(Weights weights) {
    return weights.equals(Weights.EQUAL)
        ? null
        : "P1 %d, P2 %d, P3 %d, P4 %d"
            .formatted(weights.p1(), weights.p2(), weights.p3(), weights.p4());
  }
}
