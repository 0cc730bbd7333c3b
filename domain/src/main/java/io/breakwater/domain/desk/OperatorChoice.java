package io.breakwater.domain.desk;

import io.breakwater.domain.calendar.BusinessTime;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.policy.DeskPolicy;
import io.breakwater.domain.policy.DeskPolicy.Assignment;
import io.breakwater.domain.policy.DeskPolicy.Member;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Chooses the operator of an item: a pure function of the desk's policy, the item, how the desk
 * stands, and the time. First {@link Fitness} says who may take it; then the desk's strategy
 * chooses among them. Where a strategy leaves a tie, the first in the order of the policy wins.
 */
public final class OperatorChoice {

  private final DeskPolicy desk;
  private final Needs needs;
  private final Standing standing;
  private final List<Member> roster;
  private final List<Member> fit = new ArrayList<>();
  private final List<Choice.Candidate> unfit = new ArrayList<>();

  private OperatorChoice(
      DeskPolicy desk, Priority priority, Needs needs, Standing standing, Instant at) {
    this.desk = desk;
    this.needs = needs;
    this.standing = standing;
    this.roster = desk.roster(at);
    Fitness fitness = new Fitness(desk.weights().of(priority), needs, standing, at);
    for (Member member : roster) {
      String reason = fitness.against(member);
      if (reason == null) {
        fit.add(member);
      } else {
        unfit.add(new Choice.Candidate(member.name(), reason));
      }
    }
  }

  /** Who gets the item, and what spoke against the others. */
  public static Choice of(
      DeskPolicy desk, Priority priority, Needs needs, Standing standing, Instant at) {
    if (!desk.assigns()) {
      return nobody("operators of this desk claim its work");
    }
    if (desk.waitsFor() != null && !BusinessTime.isOpen(desk.waitsFor(), at)) {
      return nobody("the desk assigns nothing while " + desk.waitsFor().name() + " is closed");
    }
    return new OperatorChoice(desk, priority, needs, standing, at).choose();
  }

  private static Choice nobody(String why) {
    return new Choice(null, why, List.of());
  }

  private Choice choose() {
    if (fit.isEmpty()) {
      return new Choice(null, roster.isEmpty() ? "nobody is on call" : "nobody can take it", unfit);
    }
    return switch (desk.assignment()) {
      case ROUND_ROBIN -> chosen(inTurn(), "round robin");
      case SKILL_THEN_LEAST_LOADED ->
          needs.skills().isEmpty() ? leastLoaded() : chosen(mostSkilled(), "most skilled");
      case STICKY -> sticky();
      case LEAST_LOADED -> leastLoaded();
      case PULL -> throw new IllegalStateException("a desk to pull from assigns nobody");
    };
  }

  private Choice leastLoaded() {
    return chosen(fit.stream().min(byLoad()).orElseThrow(), "least loaded");
  }

  private Member mostSkilled() {
    return fit.stream()
        .min(Comparator.comparingInt((Member m) -> -level(m)).thenComparing(byLoad()))
        .orElseThrow();
  }

  private Choice sticky() {
    String holder = needs.sticky() == null ? null : standing.holders().apply(needs.sticky());
    return fit.stream()
        .filter(m -> m.name().equals(holder))
        .findFirst()
        .map(m -> chosen(m, "has work with the same " + desk.stickyBy()))
        .orElseGet(this::leastLoaded);
  }

  /** The first who fits after the one that was served last. */
  private Member inTurn() {
    int last = roster.stream().map(Member::name).toList().indexOf(standing.lastServed());
    return fit.stream()
        .min(
            Comparator.comparingInt(
                m -> Math.floorMod(roster.indexOf(m) - last - 1, roster.size())))
        .orElseThrow();
  }

  private Comparator<Member> byLoad() {
    return Comparator.comparingInt(m -> standing.load().applyAsInt(m.name()));
  }

  /** How good somebody is at what the item needs. */
  private int level(Member member) {
    return needs.skills().keySet().stream()
        .mapToInt(skill -> member.skills().getOrDefault(skill, 0))
        .sum();
  }

  private Choice chosen(Member member, String strategy) {
    List<Choice.Candidate> others = new ArrayList<>();
    for (Member m : fit) {
      if (m != member) {
        others.add(new Choice.Candidate(m.name(), "had " + share(m)));
      }
    }
    others.addAll(unfit);
    boolean skilled =
        desk.assignment() == Assignment.SKILL_THEN_LEAST_LOADED && !needs.skills().isEmpty();
    String why =
        "%s: %s had %s%s"
            .formatted(
                strategy, member.name(), share(member), skilled ? ", level " + level(member) : "");
    return new Choice(member.name(), why, others);
  }

  private String share(Member member) {
    return standing.load().applyAsInt(member.name()) + " of " + member.capacity();
  }
}
