package io.breakwater.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.rule.Facts;
import io.breakwater.domain.work.OperationKind;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApprovalSectionTest {

  private static final String RULE =
      """
      approvals:
        - name: write-off
          operations: [resolve, close]
          when: event.amount >= 1000000 && desk == "payments"
          expires_after: PT4H
      """;

  private static ApprovalPolicy read(String approvals) {
    return PolicyParser.parse(CorrelationSectionTest.LEAST + approvals).approvals();
  }

  @Test
  void aPolicyWithoutTheSectionLetsEverybodyActAlone() {
    assertThat(read("")).isEqualTo(ApprovalPolicy.NONE);
  }

  @Test
  void aRuleIsReadAndJudged() {
    ApprovalPolicy policy = read(RULE);

    assertThat(policy.rules().get(0).expiresAfter()).isEqualTo(Duration.ofHours(4));
    assertThat(policy.rule(OperationKind.RESOLVE, facts("2000000"))).isPresent();
    assertThat(policy.rule(OperationKind.RESOLVE, facts("20"))).isEmpty();
    assertThat(policy.rule(OperationKind.ASSIGN, facts("2000000"))).isEmpty();
  }

  @Test
  void aConditionThatCannotBeJudgedLetsNobodyPass() {
    assertThat(read(RULE).rule(OperationKind.CLOSE, facts(null))).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[resolve, close] | [resolv] | Did you mean \"resolve\"?",
        "[resolve, close] | [comment] | Use one of",
        "[resolve, close] | [] | List at least one",
        "PT4H | 4 hours | Write a duration",
        "event.amount >= 1000000 | event.amout >= 1 | Did you mean",
        "expires_after: | expires: | expires_after",
      })
  void whatIsWrongIsSaidWithARemedy(String right, String wrong, String remedy) {
    assertThat(RULE).contains(right);
    List<PolicyError> errors =
        catchThrowableOfType(PolicyException.class, () -> read(RULE.replace(right, wrong)))
            .errors();

    assertThat(errors).hasSize(1);
    assertThat(errors.get(0).toString()).contains("approvals[0]").contains(remedy);
  }

  private static Facts facts(String amount) {
    ExceptionEvent event =
        new ExceptionEvent(
            "x",
            "s",
            null,
            "a.b",
            null,
            Instant.EPOCH,
            amount == null ? null : new BigDecimal(amount),
            amount == null ? null : "EUR",
            null,
            Map.of());
    return new Facts(event, Map.of(), 50, Priority.P2, "payments");
  }
}
