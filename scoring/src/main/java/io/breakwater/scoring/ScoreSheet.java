package io.breakwater.scoring;

import io.breakwater.domain.event.Contribution;
import io.breakwater.domain.policy.ScoringPolicy;
import io.breakwater.domain.policy.ScoringPolicy.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The running total of a score, with what made it. It is kept in hundredths of a point, and after
 * each step it is rounded to them; at the end it is brought into 0 to 100 and rounded to an
 * integer, halves up. So the contributions, as decimals, add up to the score exactly.
 */
public final class ScoreSheet {

  private static final long ONE = 100;
  private static final long LOWEST = 0;
  private static final long HIGHEST = 100 * ONE;

  /** Far beyond any score: a bound that keeps the arithmetic of absurd rules from overflowing. */
  private static final long BOUND = 1_000_000_000 * ONE;

  private final List<Contribution> contributions = new ArrayList<>(4);
  private long total;

  /** A sheet that starts with the base points. */
  public ScoreSheet(double base) {
    total = hundredths(base);
    contributions.add(new Contribution("base", "base", points(total), null));
  }

  /** A rule matched. */
  public void apply(String rule, Effect effect, double value) {
    long after =
        bounded(
            switch (effect) {
              case ADD -> total + hundredths(value);
              case MULTIPLY -> Math.round(total * value);
              case CAP -> Math.min(total, hundredths(value));
            });
    addIfChanged(rule, effect.name().toLowerCase(Locale.ROOT), after - total);
    total = after;
  }

  /** A rule could not judge: it contributes nothing, and says so. */
  public void failed(String rule, String why) {
    contributions.add(new Contribution(rule, "failed", 0, why));
  }

  /** The score; nothing is added after this. */
  public Score score(ScoringPolicy policy) {
    long within = Math.max(LOWEST, Math.min(HIGHEST, total));
    long whole = Math.floorDiv(within + ONE / 2, ONE) * ONE;
    addIfChanged("limits", "clamp", within - total);
    addIfChanged("rounding", "round", whole - within);
    int score = (int) (whole / ONE);
    return new Score(score, policy.priorityOf(score), contributions);
  }

  private void addIfChanged(String rule, String effect, long change) {
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
