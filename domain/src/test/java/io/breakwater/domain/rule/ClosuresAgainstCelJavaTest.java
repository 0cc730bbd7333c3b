package io.breakwater.domain.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cel.common.CelAbstractSyntaxTree;
import io.breakwater.domain.rule.closure.ClosureCompiler;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** The closures answer as cel-java does: true, false or a failure, for every expression. */
class ClosuresAgainstCelJavaTest {

  private static final int EVENTS_PER_RULE = 6;

  private record Pair(String expression, List<Facts> facts) {
    @Override
    public String toString() {
      return expression;
    }
  }

  @Property(tries = 2_000, shrinking = ShrinkingMode.OFF)
  void theyAgree(@ForAll("pairs") Pair pair) throws InvalidRule {
    CelAbstractSyntaxTree ast = RuleCompiler.check(pair.expression(), Scope.WORK);
    Condition oracle = RuleCompiler.interpreted(pair.expression(), ast, Scope.WORK);
    Optional<Condition> closures = ClosureCompiler.compile(pair.expression(), Set.of(), ast);

    assertThat(closures).as("covered: %s", pair.expression()).isPresent();
    for (Facts facts : pair.facts()) {
      assertThat(outcome(closures.get(), facts))
          .as("%s on %s", pair.expression(), facts)
          .isEqualTo(outcome(oracle, facts));
    }
  }

  @Provide
  Arbitrary<Pair> pairs() {
    return Arbitraries.randomValue(ClosuresAgainstCelJavaTest::pair);
  }

  private static Pair pair(Random random) {
    RandomRules rules = new RandomRules(random);
    String expression = rules.bool(1 + random.nextInt(4));
    return new Pair(expression, Stream.generate(rules::facts).limit(EVENTS_PER_RULE).toList());
  }

  private static String outcome(Condition condition, Facts facts) {
    try {
      return Boolean.toString(condition.test(facts));
    } catch (RuleFailure e) {
      return "failure";
    }
  }
}
