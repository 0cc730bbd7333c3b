package io.breakwater.domain.policy.diff;

import io.breakwater.domain.policy.Branch;
import io.breakwater.domain.policy.BranchSettings;
import io.breakwater.domain.policy.Dedupe;
import io.breakwater.domain.policy.DeskTarget;
import io.breakwater.domain.policy.Gate;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.RoutingPolicy;
import io.breakwater.domain.rule.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The routing tree: each branch with what it inherits. */
final class RoutingOutline {
  private static final String SECTION = "routing";

  private RoutingOutline() {}

  static void add(Policy policy, List<Thing> things) {
    RoutingPolicy routing = policy.routing();
    things.add(
        settings(new Thing(SECTION, "what no branch handles", null), routing.root())
            .says("unknown desk hint", Words.of(routing.unknownDeskHint())));
    branches(policy, routing.branches(), "the branches", things);
  }

  private static void branches(
      Policy policy, List<Branch> branches, String order, List<Thing> things) {
    for (Branch branch : branches) {
      Thing thing =
          new Thing(SECTION, "branch " + branch.label(), order).says("when", branch.when());
      branch.gates().forEach(gate -> gate(thing, gate, policy));
      settings(thing, branch.settings()).says("continues", branch.goOn() ? "yes" : null);
      things.add(thing);
      branches(policy, branch.branches(), "the branches of " + branch.label(), things);
    }
  }

  private static void gate(Thing thing, Gate gate, Policy policy) {
    if (gate instanceof Gate.Hours hours) {
      thing.says(hours.open() ? "during" : "outside", Hours.nameOf(hours.calendar(), policy));
    } else if (gate instanceof Gate.Busy busy) {
      thing.says(
          "when busy", "%s from %d of %d".formatted(busy.desk(), busy.load(), busy.capacity()));
    } else {
      thing.says("needs", "a desk hint");
    }
  }

  private static Thing settings(Thing thing, BranchSettings settings) {
    return thing
        .says("desk", target(settings.target()))
        .says("waits for incidents", settings.groupWait())
        .says("priority", settings.priority())
        .says("tags", settings.tags())
        .says("skills", settings.skills().isEmpty() ? null : Words.levels(settings.skills()))
        .says("resolved after", settings.autoResolve())
        .says("closed after", settings.autoClose())
        .says("same if", same(settings.dedupe()));
  }

  private static Object same(Dedupe dedupe) {
    if (dedupe == null) {
      return null;
    }
    return "%s within %s"
        .formatted(
            dedupe.by().stream()
                .map(Expression::expression)
                .map(CelTokens::of)
                .collect(Collectors.joining(", ")),
            Words.time(dedupe.window()));
  }

  private static String target(DeskTarget target) {
    if (target instanceof DeskTarget.Named named) {
      return named.desk();
    } else if (target instanceof DeskTarget.Split split) {
      List<String> shares = new ArrayList<>();
      int from = 0;
      for (DeskTarget.Share share : split.shares()) {
        shares.add(
            "%s %s"
                .formatted(
                    share.desk(),
                    Words.percent((share.upTo() - from) / (double) DeskTarget.Split.WHOLE)));
        from = share.upTo();
      }
      return String.join(", ", shares);
    }
    return "the desk hint's";
  }
}
