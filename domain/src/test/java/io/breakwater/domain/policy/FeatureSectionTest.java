package io.breakwater.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.breakwater.domain.policy.FeaturePolicy.Order;
import io.breakwater.domain.rule.Condition;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeatureSectionTest {

  private static final String REST =
      """
      policy: p
      version: 1
      effective_from: 2026-01-01T00:00:00Z
      scoring:
        base: {LOW: 10, MEDIUM: 30, HIGH: 50, CRITICAL: 70}
        rules: [{name: busy, when: 'features.alerts > 5', add: 1}]
        priorities: {P1: 80, P2: 60, P3: 30}
      routing: {default_desk: triage}
      desks: {triage: }
      features:
      """;
  private static final String ALERTS = "{name: alerts, aggregate: count, window: PT10M}";

  private static FeaturePolicy read(String features) {
    return PolicyParser.parse(REST + features.indent(2)).features();
  }

  private static Feature feature(String more) {
    return read("declare: [" + ALERTS + ", {name: x, window: PT1H, " + more + "}]")
        .declared()
        .get(1);
  }

  private static List<PolicyError> errors(String features) {
    return catchThrowableOfType(PolicyException.class, () -> read(features)).errors();
  }

  @Test
  void aFeatureHasSensibleDefaults() {
    FeaturePolicy features = read("declare: [" + ALERTS + "]");

    assertThat(features.order()).isEqualTo(Order.EVENT_TIME);
    assertThat(features.publish()).isTrue();
    Feature alerts = features.declared().get(0);
    assertThat(alerts.when()).isSameAs(Condition.ALWAYS);
    assertThat(alerts.by()).isEmpty();
    assertThat(alerts.buckets()).isEqualTo(10);
    assertThat(alerts.bucketMillis()).isEqualTo(60_000);
    assertThat(alerts.halfLife()).isNull();
  }

  @Test
  void everythingOfAFeatureIsRead() {
    FeaturePolicy features =
        read(
            """
            order: arrival
            publish: false
            declare:
              - {name: alerts, aggregate: rate, window: PT10M}
              - name: unusual
                when: event.kind == "RAISED"
                by: [event.attributes.host, event.type]
                value: event.amount
                window: P1D
                buckets: 24
                aggregate: z-score
                half_life: PT6H
                warm_up: 12
              - {name: accounts, aggregate: distinct, value: event.attributes.account, by: event.type, window: PT1H}
            """);

    assertThat(features.order()).isEqualTo(Order.ARRIVAL);
    assertThat(features.publish()).isFalse();
    assertThat(features.names()).containsExactly("alerts", "unusual", "accounts");
    Feature unusual = features.declared().get(1);
    assertThat(unusual.when().expression()).isEqualTo("event.kind == \"RAISED\"");
    assertThat(unusual.by()).hasSize(2);
    assertThat(unusual.number().expression()).isEqualTo("event.amount");
    assertThat(unusual.window()).isEqualTo(Duration.ofDays(1));
    assertThat(unusual.aggregate()).isEqualTo(Aggregate.Z_SCORE);
    assertThat(unusual.halfLife()).isEqualTo(Duration.ofHours(6));
    assertThat(unusual.warmUp()).isEqualTo(12);
    assertThat(features.declared().get(2).text().expression())
        .isEqualTo("event.attributes.account");
  }

  @Test
  void theSameDefinitionHasTheSameIdInEveryVersion() {
    Feature one = feature("aggregate: sum, value: event.amount, by: event.type");

    assertThat(feature("aggregate: sum, value: event.amount, by: [event.type]").id())
        .isEqualTo(one.id());
    assertThat(
            List.of(
                feature("aggregate: max, value: event.amount, by: event.type").id(),
                feature("aggregate: sum, value: event.amount").id(),
                feature("aggregate: sum, value: event.amount, by: event.type, buckets: 5").id(),
                feature("aggregate: sum, value: 1.0, by: event.type").id(),
                feature("aggregate: sum, value: event.amount, by: event.type, when: false").id()))
        .doesNotContain(one.id())
        .doesNotHaveDuplicates();
    assertThat(feature("aggregate: max, value: event.amount, by: event.type").keyId())
        .isEqualTo(one.keyId());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "aggregate: sum | \"value\" is missing | sum needs a number",
        "aggregate: distinct | \"value\" is missing | distinct needs a text",
        "aggregate: distinct, value: event.amount | of type double, not string | string(…)",
        "aggregate: max, value: event.type | of type string, not double | double(…)",
        "aggregate: count, value: event.amount | have value | Remove it",
        "aggregate: count, half_life: PT1H | only ewma and z-score have half_life | Remove it",
        "aggregate: count, buckets: 7 | PT1H is not 7 buckets of whole milliseconds | evenly",
        "aggregate: ewma, buckets: 1 | \"1\" is not valid here | from 2 to 1000",
        "aggregate: z-score, warm_up: 10 | \"10\" is not valid here | from 1 to 9",
        "aggregate: cuont | \"cuont\" is not known here | \"count\"?",
        "aggregate: count, by: event.attributes | not string | string(…)",
        "aggregate: count, by: event.hots | no field \"hots\" | event.attributes.hots",
        "aggregate: count, when: features.alerts > 1.0 | unknown name \"features\" | sees event",
      })
  void whatIsWrongIsNotedWithARemedy(String more, String message, String remedy) {
    List<PolicyError> errors =
        errors("declare: [" + ALERTS + ", {name: x, window: PT1H, " + more + "}]");

    assertThat(errors).hasSize(1);
    assertThat(errors.get(0).message()).contains(message);
    assertThat(errors.get(0).remedy()).contains(remedy);
    assertThat(errors.get(0).path()).startsWith("features.declare[1]");
  }

  @Test
  void namesAreUniqueAndReadable() {
    assertThat(errors("declare: [" + ALERTS + ", " + ALERTS + "]"))
        .extracting(PolicyError::message)
        .containsExactly("there are two features \"alerts\"");
    assertThat(errors("declare: [" + ALERTS + ", {name: by-host, aggregate: count, window: PT1H}]"))
        .extracting(PolicyError::message)
        .containsExactly("\"by-host\" cannot be read as features.by-host");
  }

  @Test
  void aConditionThatReadsAnUndeclaredFeatureIsRefused() {
    assertThat(errors("declare: [{name: alert, aggregate: count, window: PT10M}]"))
        .extracting(PolicyError::toString)
        .containsExactly(
            "line 6, column 39, scoring.rules[0].when: there is no feature \"alerts\"."
                + " Did you mean \"features.alert\"?");
    assertThat(errors("declare: [{name: velocity, aggregate: count, window: PT10M}]"))
        .extracting(PolicyError::remedy)
        .containsExactly("Declare it in features; there are velocity");
  }
}
