package io.breakwater.domain.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.event.Severity;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleCompilerTest {

  private static final Facts FACTS =
      new Facts(
          new ExceptionEvent(
              "T-1",
              "ledger",
              Kind.RAISED,
              "settlement.fail",
              Severity.HIGH,
              Instant.parse("2026-03-02T15:30:00Z"),
              new BigDecimal("2500000.00"),
              "EUR",
              null,
              Map.of("market", "XETR", "count", "12", "note", "secret")),
          Map.of("velocity", 2.5),
          84,
          Priority.P1,
          "settlements");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "event.amount > 1000000",
        "event.type == 'settlement.fail' && event.severity in ['HIGH', 'CRITICAL']",
        "event.attributes.market == 'XETR' && event.attributes['market'].startsWith('X')",
        "!has(event.desk_hint) && !('region' in event.attributes)",
        "int(event.attributes.count) * 2 == 24",
        "event.occurred_at.getHours('Europe/London') == 15",
        "event.occurred_at >= timestamp('2026-03-02T15:30:00Z')",
        "priority <= 'P2' && score > 80 && desk == 'settlements'",
        "features.velocity * 2.0 == 5.0",
        // what the closures leave to cel-java
        "event.attributes.exists(key, key.startsWith('mar'))",
        "['a', 'b'].all(x, x != event.type)",
        "event.attributes.map(k, size(k)).size() == 3",
        "score > 1u",
        "{'EUR': 1, 'USD': 2}[event.currency] == 1"
      })
  void isTrue(String expression) throws InvalidRule {
    assertThat(RuleCompiler.compile(expression, Scope.WORK).test(FACTS)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "event.desk_hint == 'x' | the event has no desk_hint: guard it with has(event.desk_hint)",
        "event.attributes.region == 'EU' | the event has no attribute \"region\"",
        "features.gone > 1.0 | the event has no feature \"gone\"",
        "score / (score - 84) > 1 | division by zero",
        "score + 9223372036854775807 > 0 | a number is out of range",
        "int(event.attributes.note) > 1 | a text is not a whole number",
        "event.attributes.exists(k, event.attributes[k + 'x'] == '') | guard it with has()",
      })
  void whatTheEventLacksIsAFailureThatNamesIt(String expression, String message)
      throws InvalidRule {
    Condition condition = RuleCompiler.compile(expression, Scope.WORK);

    assertThatThrownBy(() -> condition.test(FACTS))
        .isInstanceOf(RuleFailure.class)
        .hasMessageContaining(message);
  }

  @Test
  void theOtherSideOfAndOrOrDecidesWhereOneFails() throws InvalidRule {
    String fails = "event.attributes.region == 'EU'";

    assertThat(RuleCompiler.compile(fails + " || score > 1", Scope.WORK).test(FACTS)).isTrue();
    assertThat(RuleCompiler.compile(fails + " && score > 99", Scope.WORK).test(FACTS)).isFalse();
  }

  @Test
  void aFailureQuotesNoValueOfTheEvent() throws InvalidRule {
    String reads = "int(event.attributes.note)";

    for (String expression : List.of(reads + " > 1", "[1].exists(i, i == " + reads + ")")) {
      Condition condition = RuleCompiler.compile(expression, Scope.WORK);
      assertThatThrownBy(() -> condition.test(FACTS))
          .isInstanceOf(RuleFailure.class)
          .message()
          .doesNotContain("secret");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "evnt.type == 'x' | 0 | unknown name \"evnt\" | Did you mean \"event\"?",
        "amount > 1.0 | 0 | unknown name \"amount\" | Did you mean \"event.amount\"?",
        "event.typ == 'x' | 5 | an event has no field \"typ\" | \"event.type\"?",
        "event.market == 'x' | 5 | no field \"market\" | event.attributes.market",
        "score > 1 | 0 | unknown name \"score\" | not known yet at this point",
        "event.amount * 2 > 10.0 | 13 | * does not work on (double, int) | with a point",
        "event.amount == 'x' | 13 | == does not work on (double, string) | one type",
        "event.type | 0 | of type string, not bool | true or false",
        "event.type == 'x' && | 20 | not valid | docs/policy.md",
        "event.type.matches('(') | 19 | not a regular expression: missing closing ) | RE2",
        "event.severity == 'HIHG' | 18 | event.severity is never \"HIHG\" | \"HIGH\"?",
        "event.kind in ['CLOSED'] | 15 | event.kind is never \"CLOSED\" | RAISED, UPDATED,"
            + " RESOLVED",
        "event.occurred_at.getHours('Europe/Londn') > 1 | 27 | no time zone | \"Europe/London\"?",
        "timestamp('2011') < event.occurred_at | 10 | \"2011\" is not a timestamp | 2026-01-31T08",
        "event.occurred_at - event.occurred_at > duration('1 day') | 49 | not a duration | 15m",
      })
  void aWrongExpressionIsRefusedWithItsPlaceAndARemedy(
      String expression, int offset, String message, String remedy) {
    InvalidRule refused =
        catchThrowableOfType(
            InvalidRule.class, () -> RuleCompiler.compile(expression, Scope.SCORING));

    InvalidRule.Issue first = refused.issues().get(0);
    assertThat(first.message()).contains(message);
    assertThat(first.remedy()).contains(remedy);
    assertThat(first.offset()).isEqualTo(offset);
  }

  @Test
  void textsAndNumbersAreExpressionsToo() throws InvalidRule {
    assertThat(
            RuleCompiler.text("event.source_id + '/' + event.attributes.market", Scope.EVENT)
                .text(FACTS))
        .isEqualTo("ledger/XETR");
    assertThat(RuleCompiler.number("event.amount / 1000.0", Scope.EVENT).number(FACTS))
        .isEqualTo(2500.0);
    // what the closures leave to cel-java
    assertThat(RuleCompiler.text("['a', event.currency][1]", Scope.EVENT).text(FACTS))
        .isEqualTo("EUR");
    assertThat(RuleCompiler.number("[1.5, 2.5].map(x, x * 2.0)[1]", Scope.EVENT).number(FACTS))
        .isEqualTo(5.0);
    assertThat(RuleCompiler.text("event.attributes.market", Scope.EVENT).attributes())
        .containsExactly("market");

    assertThatThrownBy(() -> RuleCompiler.text("event.desk_hint", Scope.EVENT).text(FACTS))
        .isInstanceOf(RuleFailure.class)
        .hasMessageContaining("has no desk_hint");
    assertThatThrownBy(
            () -> RuleCompiler.number("double(event.attributes.note)", Scope.EVENT).number(FACTS))
        .isInstanceOf(RuleFailure.class)
        .hasMessage("a text is not a number");
  }

  @Test
  void anExpressionOfAnotherTypeIsRefusedWithARemedy() {
    InvalidRule text =
        catchThrowableOfType(
            InvalidRule.class, () -> RuleCompiler.text("event.amount", Scope.EVENT));
    InvalidRule number =
        catchThrowableOfType(InvalidRule.class, () -> RuleCompiler.number("1", Scope.EVENT));

    assertThat(text.issues())
        .containsExactly(
            new InvalidRule.Issue(
                0,
                "the expression is of type double, not string",
                "Write a text, e.g. event.source_id, or put string(…) around a number"));
    assertThat(number.issues().get(0).message()).contains("of type int, not double");
    assertThat(number.issues().get(0).remedy()).contains("double(…)");
  }

  @Test
  void whatAFeatureIsMadeOfSeesTheEventAlone() {
    InvalidRule refused =
        catchThrowableOfType(
            InvalidRule.class, () -> RuleCompiler.number("features.velocity", Scope.EVENT));

    assertThat(refused.issues().get(0).remedy()).contains("not known yet", "sees event");
  }

  @Test
  void anEndlessExpressionIsRefused() {
    String deep = "(".repeat(1_000) + "true" + ")".repeat(1_000);
    String wide = "true" + " || true".repeat(1_000);

    for (String expression : List.of(deep, wide)) {
      assertThatThrownBy(() -> RuleCompiler.compile(expression, Scope.SCORING))
          .isInstanceOf(InvalidRule.class);
    }
  }

  @Test
  void aConditionKnowsWhichAttributesItNames() throws InvalidRule {
    Condition condition =
        RuleCompiler.compile(
            "has(event.attributes.market) || event.attributes['region'] == event.attributes.note",
            Scope.SCORING);

    assertThat(condition.attributes()).containsExactlyInAnyOrder("market", "region", "note");
  }
}
