package io.breakwater.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.event.Contribution;
import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.event.Severity;
import io.breakwater.domain.policy.ScoringPolicy;
import io.breakwater.domain.policy.ScoringPolicy.Effect;
import io.breakwater.domain.policy.ScoringPolicy.Rule;
import io.breakwater.domain.rule.Condition;
import io.breakwater.domain.rule.Facts;
import io.breakwater.domain.rule.RuleFailure;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ScorerTest {

  private static final Map<Severity, Double> BASE =
      Map.of(
          Severity.LOW, 10.0, Severity.MEDIUM, 30.0, Severity.HIGH, 55.0, Severity.CRITICAL, 75.0);
  private static final Map<Priority, Integer> THRESHOLDS =
      Map.of(Priority.P1, 80, Priority.P2, 60, Priority.P3, 35);

  private static Score score(Severity severity, Rule... rules) {
    return Scorer.score(
        new ScoringPolicy(BASE, List.of(rules), THRESHOLDS), event(severity), Map.of("rate", 3.0));
  }

  private static ExceptionEvent event(Severity severity) {
    return new ExceptionEvent(
        "E1",
        "s1",
        Kind.RAISED,
        "settlement.fail",
        severity,
        Instant.parse("2026-03-31T15:12:00Z"),
        new BigDecimal("1000000"),
        "EUR",
        null,
        Map.of("market", "XETR"));
  }

  private static Condition when(Predicate<Facts> test) {
    return new Condition() {
      @Override
      public String expression() {
        return "test";
      }

      @Override
      public boolean test(Facts facts) {
        return test.test(facts);
      }
    };
  }

  @Example
  void aScoreWithoutRulesIsTheBase() {
    assertThat(score(Severity.HIGH))
        .isEqualTo(new Score(55, Priority.P3, List.of(new Contribution("base", "base", 55, null))));
  }

  @Example
  void rulesApplyInOrder() {
    Score score =
        score(
            Severity.HIGH,
            new Rule("big", when(f -> f.event().amount().signum() > 0), Effect.ADD, 15),
            new Rule("nowhere", when(f -> f.event().attributes().isEmpty()), Effect.ADD, 99),
            new Rule("busy", when(f -> f.features().get("rate") > 2), Effect.MULTIPLY, 1.5),
            new Rule("ceiling", Condition.ALWAYS, Effect.CAP, 90));

    assertThat(score.score()).isEqualTo(90);
    assertThat(score.priority()).isEqualTo(Priority.P1);
    assertThat(score.contributions())
        .containsExactly(
            new Contribution("base", "base", 55, null),
            new Contribution("big", "add", 15, null),
            new Contribution("busy", "multiply", 35, null),
            new Contribution("ceiling", "cap", -15, null));
  }

  @Example
  void whatIsOutsideTheRangeIsClampedAndSaysSo() {
    assertThat(score(Severity.CRITICAL, new Rule("more", Condition.ALWAYS, Effect.ADD, 40)))
        .satisfies(s -> assertThat(s.score()).isEqualTo(100))
        .satisfies(
            s ->
                assertThat(s.contributions())
                    .endsWith(new Contribution("limits", "clamp", -15, null)));
    assertThat(score(Severity.LOW, new Rule("less", Condition.ALWAYS, Effect.ADD, -40)).score())
        .isZero();
  }

  @Example
  void halvesRoundUpAndSaySo() {
    Score score = score(Severity.LOW, new Rule("half", Condition.ALWAYS, Effect.ADD, 0.5));

    assertThat(score.score()).isEqualTo(11);
    assertThat(score.contributions()).endsWith(new Contribution("rounding", "round", 0.5, null));
  }

  @Example
  void aRuleThatFailsContributesNothingAndIsVisible() {
    Condition failing =
        when(
            f -> {
              throw new RuleFailure("attribute region is missing");
            });

    Score score =
        score(
            Severity.HIGH,
            new Rule("regional", failing, Effect.ADD, 30),
            new Rule("after", Condition.ALWAYS, Effect.ADD, 5));

    assertThat(score.score()).isEqualTo(60);
    assertThat(score.priority()).isEqualTo(Priority.P2);
    assertThat(score.contributions())
        .contains(new Contribution("regional", "failed", 0, "attribute region is missing"));
  }

  @Property
  void contributionsAddUpToTheScoreExactly(
      @ForAll("rules") List<Rule> rules, @ForAll Severity severity) {
    Score score = score(severity, rules.toArray(Rule[]::new));

    BigDecimal sum =
        score.contributions().stream()
            .map(c -> BigDecimal.valueOf(c.points()))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(sum).isEqualByComparingTo(BigDecimal.valueOf(score.score()));
    assertThat(score.score()).isBetween(0, 100);
  }

  @Property
  void theScoreIsAFunctionOfItsInputs(
      @ForAll("rules") List<Rule> rules, @ForAll Severity severity) {
    Rule[] array = rules.toArray(Rule[]::new);

    assertThat(score(severity, array)).isEqualTo(score(severity, array));
  }

  @Property
  void aRuleThatDoesNotMatchChangesNothing(
      @ForAll("rules") List<Rule> rules, @ForAll Severity severity) {
    Score without = score(severity, rules.toArray(Rule[]::new));
    List<Rule> more = new java.util.ArrayList<>(rules);
    more.add(0, new Rule("never", when(f -> false), Effect.MULTIPLY, 7));

    assertThat(score(severity, more.toArray(Rule[]::new))).isEqualTo(without);
  }

  @Provide
  Arbitrary<List<Rule>> rules() {
    Arbitrary<Rule> rule =
        Combinators.combine(
                Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(8),
                Arbitraries.of(Condition.ALWAYS, when(f -> false)),
                Arbitraries.of(Effect.values()),
                Arbitraries.doubles().between(-1e9, 1e9))
            .as(Rule::new);
    return rule.list().ofMaxSize(12);
  }
}
