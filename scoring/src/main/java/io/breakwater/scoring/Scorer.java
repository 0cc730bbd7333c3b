package io.breakwater.scoring;

import io.breakwater.domain.event.Contribution;
import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.policy.ScoringPolicy;
import io.breakwater.domain.rule.Facts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Scores an exception event: the base of its severity, then the matching rules in order, then the
 * result is brought into 0 to 100 and rounded to an integer, halves up.
 *
 * <p>The running total is kept in hundredths of a point, and after each rule it is rounded to them.
 * So the contributions, as decimals, add up to the score exactly.
 */
public final class Scorer {
  private Scorer() {}

  private static final long ONE = 100;
  private static final long LOWEST = 0;
  private static final long HIGHEST = 100 * ONE;

  /** Far beyond any score: a bound that keeps the arithmetic of absurd rules from overflowing. */
  private static final long BOUND = 1_000_000_000 * ONE;

  /** Scores {@code event}. A rule that cannot judge it contributes nothing, and says so. */
  public static Score score(
      ScoringPolicy policy, ExceptionEvent event, Map<String, Double> features) {
    Facts facts = Facts.ofEvent(event, features);
    List<Contribution> contributions = new ArrayList<>(4);

    long total = hundredths(policy.base().get(event.severity()));
    contributions.add(new Contribution("base", "base", points(total), null));
    for (ScoringPolicy.Rule rule : policy.rules()) {
      total = apply(rule, facts, total, contributions);
    }

    long within = Math.max(LOWEST, Math.min(HIGHEST, total));
    long whole = Math.floorDiv(within + ONE / 2, ONE) * ONE;
    addIfChanged(contributions, "limits", "clamp", within - total);
    addIfChanged(contributions, "rounding", "round", whole - within);
    int score = (int) (whole / ONE);
    return new Score(score, policy.priorityOf(score), contributions);
  }

  private static long apply(
      ScoringPolicy.Rule rule, Facts facts, long total, List<Contribution> contributions) {
    boolean matches;
    try {
      matches = rule.when().test(facts);
    } catch (RuntimeException e) {
      contributions.add(new Contribution(rule.name(), "failed", 0, e.getMessage()));
      return total;
    }
    if (!matches) {
      return total;
    }
    long after = bounded(after(rule, total));
    String effect = rule.effect().name().toLowerCase(Locale.ROOT);
    addIfChanged(contributions, rule.name(), effect, after - total);
    return after;
  }

  private static long after(ScoringPolicy.Rule rule, long total) {
    return switch (rule.effect()) {
      case ADD -> total + hundredths(rule.value());
      case MULTIPLY -> Math.round(total * rule.value());
      case CAP -> Math.min(total, hundredths(rule.value()));
    };
  }

  private static void addIfChanged(
      List<Contribution> contributions, String rule, String effect, long change) {
    if (change != 0) {
      contributions.add(new Contribution(rule, effect, points(change), null));
    }
  }

  private static long hundredths(double points) {
    return bounded(Math.round(points * ONE));
  }

  private static long bounded(long hundredths) {
    return Math.max(-BOUND, Math.min(BOUND, hundredths));
  }

  private static double points(long hundredths) {
    return hundredths / (double) ONE;
  }
}
