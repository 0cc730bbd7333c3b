package io.breakwater.domain.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.types.SimpleType;
import io.breakwater.domain.rule.closure.ClosureCompiler;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * The closures answer as cel-java does, with the same value or a failure, for every expression:
 * 100,000 pairs of an expression and an event.
 */
class ClosuresAgainstCelJavaTest {

  private static final int EVENTS_PER_RULE = 20;

  private record Pair(String expression, List<Facts> facts) {
    @Override
    public String toString() {
      return expression;
    }
  }

  @Property(tries = 3_000, shrinking = ShrinkingMode.OFF)
  void theyAgreeOnConditions(@ForAll("conditions") Pair pair) throws InvalidRule {
    String expression = pair.expression();
    CelAbstractSyntaxTree ast = RuleCompiler.check(expression, Scope.WORK, SimpleType.BOOL);
    agree(
        pair,
        ClosureCompiler.condition(expression, Set.of(), ast).map(c -> c::test),
        RuleCompiler.interpretedCondition(expression, ast, Scope.WORK)::test);
  }

  @Property(tries = 1_000, shrinking = ShrinkingMode.OFF)
  void theyAgreeOnTexts(@ForAll("texts") Pair pair) throws InvalidRule {
    String expression = pair.expression();
    CelAbstractSyntaxTree ast = RuleCompiler.check(expression, Scope.WORK, SimpleType.STRING);
    agree(
        pair,
        ClosureCompiler.text(expression, Set.of(), ast).map(c -> c::text),
        RuleCompiler.interpretedText(expression, ast, Scope.WORK)::text);
  }

  @Property(tries = 1_000, shrinking = ShrinkingMode.OFF)
  void theyAgreeOnNumbers(@ForAll("numbers") Pair pair) throws InvalidRule {
    String expression = pair.expression();
    CelAbstractSyntaxTree ast = RuleCompiler.check(expression, Scope.WORK, SimpleType.DOUBLE);
    agree(
        pair,
        ClosureCompiler.number(expression, Set.of(), ast).map(c -> c::number),
        RuleCompiler.interpretedNumber(expression, ast, Scope.WORK)::number);
  }

  private static void agree(
      Pair pair, Optional<Function<Facts, Object>> closures, Function<Facts, Object> oracle) {
    assertThat(closures).as("covered: %s", pair.expression()).isPresent();
    for (Facts facts : pair.facts()) {
      assertThat(outcome(closures.get(), facts))
          .as("%s on %s", pair.expression(), facts)
          .isEqualTo(outcome(oracle, facts));
    }
  }

  private static Object outcome(Function<Facts, Object> evaluation, Facts facts) {
    try {
      return evaluation.apply(facts);
    } catch (RuleFailure e) {
      return RuleFailure.class;
    }
  }

  @Provide
  Arbitrary<Pair> conditions() {
    return pairs(RandomRules::bool);
  }

  @Provide
  Arbitrary<Pair> texts() {
    return pairs(RandomRules::text);
  }

  @Provide
  Arbitrary<Pair> numbers() {
    return pairs(RandomRules::real);
  }

  private interface Grammar {
    String expression(RandomRules rules, int depth);
  }

  private static Arbitrary<Pair> pairs(Grammar grammar) {
    return Arbitraries.randomValue(random -> pair(grammar, random));
  }

  private static Pair pair(Grammar grammar, Random random) {
    RandomRules rules = new RandomRules(random);
    String expression = grammar.expression(rules, 1 + random.nextInt(4));
    return new Pair(expression, Stream.generate(rules::facts).limit(EVENTS_PER_RULE).toList());
  }
}
