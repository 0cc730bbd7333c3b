package io.breakwater.domain.routing;

import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.identity.Identity;
import io.breakwater.domain.policy.Branch;
import io.breakwater.domain.policy.BranchSettings;
import io.breakwater.domain.policy.Dedupe;
import io.breakwater.domain.policy.DeskPolicy;
import io.breakwater.domain.policy.DeskPolicy.Overflow;
import io.breakwater.domain.policy.DeskTarget;
import io.breakwater.domain.policy.DeskTarget.Share;
import io.breakwater.domain.policy.DeskTarget.Split;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.rule.Facts;
import io.breakwater.domain.rule.RuleFailure;
import io.breakwater.domain.rule.TextExpression;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** From the settings of the branch that handles an exception to its desk. */
final class Placement {

  private final Policy policy;
  private final Facts facts;
  private final Looked looked;
  private List<String> steps = List.of();

  Placement(Policy policy, Facts facts, Looked looked) {
    this.policy = policy;
    this.facts = facts;
    this.looked = looked;
  }

  Looked looked() {
    return looked;
  }

  /** How the owner desk came about, where there was something to decide. */
  List<String> steps() {
    return steps;
  }

  /** The desk that owns the work: the target's, or one that it overflows to. */
  String owner(DeskTarget target) {
    String desk = target(target);
    if (target instanceof Split split) {
      step("split: %s by the exception's identity, %s".formatted(desk, percentile(split)));
    }
    return overflowing(desk);
  }

  /** The desks of the branches that matched besides the owner's, in order. */
  List<String> watchers(List<Branch> branches, String owner) {
    if (branches.isEmpty()) {
      return List.of();
    }
    Set<String> desks = new LinkedHashSet<>();
    branches.forEach(b -> desks.add(target(b.settings().target())));
    desks.remove(owner);
    return List.copyOf(desks);
  }

  private String target(DeskTarget target) {
    if (target instanceof DeskTarget.Named named) {
      return named.desk();
    } else if (target instanceof Split split) {
      return share(split);
    }
    String hint = Hints.of(facts);
    return hint != null && Hints.followed(policy, hint) ? hint : policy.routing().defaultDesk();
  }

  private String share(Split split) {
    int at = at(split);
    for (Share share : split.shares()) {
      if (at < share.upTo()) {
        return share.desk();
      }
    }
    throw new IllegalStateException("the shares of " + split.salt() + " do not sum to 100%");
  }

  /** Where in 0 to {@link Split#WHOLE} the exception falls: the same for all of its events. */
  private int at(Split split) {
    ExceptionEvent event = facts.event();
    String hash = Identity.hash128("split", split.salt(), event.sourceId(), event.exceptionId());
    return (int) (Long.parseLong(hash.substring(0, 15), 16) % Split.WHOLE);
  }

  private String percentile(Split split) {
    return "%.2f%% of 100%%".formatted(at(split) / 100.0);
  }

  private String overflowing(String target) {
    String desk = target;
    // The parser refuses circles.
    for (Overflow overflow = overflow(desk); overflow != null; overflow = overflow(desk)) {
      int load = looked.load(desk);
      if (load < overflow.load()) {
        break;
      }
      step(
          "%s has %d of %d: overflows from %d to %s"
              .formatted(
                  desk, load, policy.desk(desk).capacity(), overflow.load(), overflow.desk()));
      desk = overflow.desk();
    }
    return desk;
  }

  private Overflow overflow(String desk) {
    DeskPolicy known = policy.desks().get(desk);
    return known == null ? null : known.overflow();
  }

  private void step(String sentence) {
    steps = steps.isEmpty() ? new ArrayList<>(2) : steps;
    steps.add(sentence);
  }

  /** What else the settings say of the work; null if nothing. */
  Instructions instructions(BranchSettings settings, String desk) {
    Instructions instructions =
        new Instructions(
            settings.priority(),
            List.copyOf(settings.tags()),
            settings.skills(),
            sticky(policy.desks().get(desk)),
            settings.autoResolve(),
            settings.autoClose(),
            sameness(settings.dedupe()));
    return instructions.equals(Instructions.NONE) ? null : instructions;
  }

  /** Only what is raised can be the same; what lacks a value that is compared is itself. */
  private Sameness sameness(Dedupe dedupe) {
    if (dedupe == null || facts.event().kind() != Kind.RAISED) {
      return null;
    }
    List<String> parts = new ArrayList<>(List.of("dedupe", dedupe.scope()));
    try {
      for (TextExpression text : dedupe.by()) {
        parts.add(text.text(facts));
      }
    } catch (RuleFailure e) {
      return null;
    }
    return new Sameness(Identity.hash128(parts.toArray(String[]::new)), dedupe.window());
  }

  /** A decision is published, so that a personal value is only there as its hash. */
  private String sticky(DeskPolicy desk) {
    if (desk == null || desk.stickyBy() == null) {
      return null;
    }
    String value = facts.event().attributes().get(desk.stickyBy());
    boolean personal = value != null && policy.personalAttributes().contains(desk.stickyBy());
    return personal ? Identity.hash128("sticky", value) : value;
  }
}
