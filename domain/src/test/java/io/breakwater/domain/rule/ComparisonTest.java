package io.breakwater.domain.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  @Test
  void fieldsAndAttributesWithTheTextsThatTheyAreComparedWith() throws InvalidRule {
    assertThat(
            in(
                "event.type.startsWith(\"fx.\") && (\"EUR\" == event.currency"
                    + " || event.attributes.market in [\"XETR\", \"XNYS\"])"
                    + " && !event.attributes[\"desk-code\"].endsWith(\"7\")"))
        .containsExactlyInAnyOrder(
            "event.type.startsWith(\"fx.\")",
            "event.currency == \"EUR\"",
            "event.attributes.market == \"XETR\"",
            "event.attributes.market == \"XNYS\"",
            "event.attributes.desk-code.endsWith(\"7\")");
  }

  @Test
  void whatComparesNoTextOfTheEventIsNone() throws InvalidRule {
    assertThat(in("event.amount > 5.0 && priority == \"P1\" && has(event.attributes.market)"))
        .isEmpty();
  }

  @Test
  void aValueHoldsOrNot() {
    assertThat(new Comparison("event.type", Comparison.How.STARTS_WITH, "fx.").holds("fx.fail"))
        .isTrue();
    assertThat(new Comparison("event.type", Comparison.How.CONTAINS, "fx.").holds("fxfail"))
        .isFalse();
  }

  private static List<String> in(String expression) throws InvalidRule {
    return Comparison.in(RuleCompiler.compile(expression, Scope.WORK)).stream()
        .map(Comparison::toString)
        .toList();
  }
}
