package io.breakwater.domain.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.event.Severity;
import io.breakwater.domain.notification.Notification.Status;
import io.breakwater.domain.policy.NotificationPolicy;
import io.breakwater.domain.policy.NotificationPolicy.Channel;
import io.breakwater.domain.policy.NotificationPolicy.Occasion;
import io.breakwater.domain.policy.NotificationPolicy.Rule;
import io.breakwater.domain.rule.Condition;
import io.breakwater.domain.rule.Facts;
import io.breakwater.domain.rule.RuleFailure;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class NotificationPlanTest {

  private static final Instant AT = Instant.parse("2026-03-02T10:00:00Z");
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  private static final Facts FACTS =
      new Facts(
          new ExceptionEvent(
              "T-1",
              "ledger",
              Kind.RAISED,
              "settlement.fail",
              Severity.HIGH,
              AT,
              new BigDecimal("1250000.50"),
              "EUR",
              null,
              Map.of()),
          Map.of(),
          85,
          Priority.P1,
          "settlements");

  @Test
  void everyChannelOfAMatchingRuleGetsOneMessageHoweverManyRulesNameIt() {
    NotificationPolicy policy =
        policy(
            rule("a", Set.of(Occasion.OPENED), facts -> true, "live", "pager"),
            rule("b", Set.of(Occasion.OPENED), facts -> true, "pager"),
            rule("c", Set.of(Occasion.BREACHED), facts -> true, "live"));

    List<Notification> plan = NotificationPlan.of(policy, FACTS, opened(), AT);

    assertThat(plan).extracting(Notification::channel).containsExactly("live", "pager");
    assertThat(plan).extracting(Notification::status).containsOnly(Status.PENDING);
    assertThat(plan.get(0).subject())
        .isEqualTo("[P1] settlement.fail T-1: new on desk settlements");
    assertThat(plan.get(0).body())
        .isEqualTo("Score 85, severity HIGH, 1250000.50 EUR, from ledger.");
  }

  @Test
  void planningAgainLaterGivesTheSameIdsAndTrace() {
    NotificationPolicy policy = policy(rule("a", Set.of(Occasion.OPENED), facts -> true, "live"));

    Notification first = NotificationPlan.of(policy, FACTS, opened(), AT).get(0);
    Notification again = NotificationPlan.of(policy, FACTS, opened(), AT.plusSeconds(9)).get(0);

    assertThat(again.id()).isEqualTo(first.id());
    assertThat(again.traceparent()).isEqualTo(first.traceparent()).contains(TRACE);
  }

  @Test
  void thePastIsRecordedAndPagesNobody() {
    NotificationPolicy policy = policy(rule("a", Set.of(Occasion.OPENED), facts -> true, "live"));
    Instant atTheHorizon = AT.plus(policy.quietAfter());

    assertThat(NotificationPlan.of(policy, FACTS, opened(), atTheHorizon))
        .extracting(Notification::status)
        .containsExactly(Status.PENDING);
    Notification quiet =
        NotificationPlan.of(policy, FACTS, opened(), atTheHorizon.plusMillis(1)).get(0);
    assertThat(quiet.status()).isEqualTo(Status.SUPPRESSED);
    assertThat(quiet.reason()).contains("quiet_after");
  }

  @Test
  void aConditionThatDoesNotHoldOrCannotBeJudgedTellsNobody() {
    NotificationPolicy policy =
        policy(
            rule("no", Set.of(Occasion.OPENED), facts -> false, "live"),
            rule(
                "fails",
                Set.of(Occasion.OPENED),
                facts -> {
                  throw new RuleFailure("no such attribute");
                },
                "live"));
    assertThat(NotificationPlan.of(policy, FACTS, opened(), AT)).isEmpty();
  }

  @Test
  void anAssignmentGoesToTheAssignee() {
    NotificationPolicy policy = policy(rule("a", Set.of(Occasion.ASSIGNED), facts -> true, "live"));
    Happening assigned =
        new Happening(
            "w1", Occasion.ASSIGNED, "assigned:2", AT, "settlements", "amara", TRACE, null);

    assertThat(NotificationPlan.of(policy, FACTS, assigned, AT))
        .extracting(Notification::recipient)
        .containsExactly("amara");
  }

  private static Happening opened() {
    return new Happening("w1", Occasion.OPENED, "opened:1", AT, "settlements", null, TRACE, null);
  }

  private static NotificationPolicy policy(Rule... rules) {
    return new NotificationPolicy(
        Duration.ofHours(1),
        Map.of(
            "live", new Channel("live", "live", Map.of()),
            "pager", new Channel("pager", "webhook", Map.of("url", "http://localhost:1/"))),
        List.of(rules));
  }

  private static Rule rule(
      String name, Set<Occasion> on, Predicate<Facts> when, String... channels) {
    Condition condition =
        new Condition() {
          @Override
          public String expression() {
            return name;
          }

          @Override
          public boolean test(Facts facts) {
            return when.test(facts);
          }
        };
    return new Rule(name, on, condition, List.of(channels));
  }
}
