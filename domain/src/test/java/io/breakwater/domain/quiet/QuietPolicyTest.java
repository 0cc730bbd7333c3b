package io.breakwater.domain.quiet;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.quiet.Quiet.Kind;
import io.breakwater.domain.rule.Condition;
import io.breakwater.domain.rule.Facts;
import io.breakwater.domain.rule.InvalidRule;
import io.breakwater.domain.rule.RuleCompiler;
import io.breakwater.domain.rule.Scope;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QuietPolicyTest {
  private static final Instant NOW = Instant.parse("2026-03-07T12:00:00Z");
  private static final QuietTime ALWAYS = new QuietTime(Instant.MIN, Instant.MAX, null, null);

  @Test
  void aSilenceGoesBeforeAWindowAndAWindowBeforeAnInhibition() throws InvalidRule {
    QuietRule silence = rule(Kind.SILENCE, "sil_1", "desk == \"payments\"");
    QuietRule window = rule(Kind.MAINTENANCE, "release", "true");
    QuietPolicy policy =
        new QuietPolicy(
            Duration.ofDays(1),
            List.of(window),
            List.of(inhibit("event.type == \"down\"", "true")));
    QuietPolicy.Sources sources = (id, target) -> Optional.of("w-down");

    assertThat(why(policy.quiet("w", facts("a"), NOW, List.of(silence), sources)))
        .contains("silence sil_1");
    assertThat(why(policy.quiet("w", facts("a"), NOW, List.of(), sources)))
        .contains("maintenance release");
    assertThat(
            why(
                new QuietPolicy(Duration.ofDays(1), List.of(), policy.inhibit())
                    .quiet("w", facts("a"), NOW, List.of(), sources)))
        .contains("inhibited by w-down");
  }

  @Test
  void aConditionThatCannotBeJudgedKeepsNobodyQuiet() throws InvalidRule {
    QuietRule silence = rule(Kind.SILENCE, "sil_1", "event.attributes.host == \"x\"");

    assertThat(
            QuietPolicy.NONE.quiet(
                "w", facts("a"), NOW, List.of(silence), QuietPolicy.Sources.NONE))
        .isEmpty();
  }

  @Test
  void noItemInhibitsItselfAndTwoThatMatchBothSidesDoNotInhibitEachOther() throws InvalidRule {
    InhibitRule rule = inhibit("event.type.startsWith(\"net\")", "event.type.contains(\"slow\")");
    Open open = new Open(rule);
    open.add("w-both", "net.slow");

    assertThat(open.inhibits("w-both", "net.slow")).isFalse();
    open.add("w-other", "net.slow");
    assertThat(open.inhibits("w-both", "net.slow")).isFalse();
    assertThat(open.inhibits("w-other", "net.slow")).isFalse();
    assertThat(open.inhibits("w-app", "app.slow")).isTrue();
    open.add("w-down", "net.down");
    assertThat(open.inhibits("w-both", "net.slow")).isTrue();
    assertThat(open.inhibits("w-down", "net.down")).isFalse();
  }

  @Test
  void theEqualTextsMustBeTheSameAndThere() throws InvalidRule {
    InhibitRule rule =
        new InhibitRule(
            "r",
            Condition.ALWAYS,
            Condition.ALWAYS,
            List.of(RuleCompiler.text("event.attributes.host", Scope.WORK)));

    String a = rule.asSource(facts("x", Map.of("host", "a"))).orElseThrow().key();
    String b = rule.asTarget(facts("y", Map.of("host", "b"))).orElseThrow().key();

    assertThat(a).isNotEqualTo(b);
    assertThat(rule.asTarget(facts("z", Map.of("host", "a"))).orElseThrow().key()).isEqualTo(a);
    assertThat(rule.asTarget(facts("z", Map.of()))).isEmpty();
  }

  @Test
  void aSilenceIsPendingActiveAndEndedAndItsJsonIsReadAgain() throws Exception {
    Silence silence =
        new Silence(
            "sil_1",
            "true",
            "ana",
            "release",
            NOW,
            NOW.plusSeconds(60),
            new Recurrence(
                ZoneOffset.UTC,
                List.of(RecurringDay.of("SAT")),
                LocalTime.NOON,
                Duration.ofSeconds(30)),
            "ana",
            NOW.minusSeconds(9),
            null,
            null,
            1);

    assertThat(silence.state(NOW.minusSeconds(1))).isEqualTo(Silence.State.PENDING);
    assertThat(silence.state(NOW)).isEqualTo(Silence.State.ACTIVE);
    assertThat(silence.state(NOW.plusSeconds(60))).isEqualTo(Silence.State.ENDED);
    assertThat(silence.rule().of(facts("a"), NOW.plusSeconds(29))).isPresent();
    assertThat(silence.rule().of(facts("a"), NOW.plusSeconds(30))).isEmpty();
    Silence ended = silence.ended("bo", NOW.plusSeconds(5));
    assertThat(ended.version()).isEqualTo(2);
    assertThat(ended.state(NOW.plusSeconds(5))).isEqualTo(Silence.State.ENDED);
    assertThat(ended.rule().of(facts("a"), NOW.plusSeconds(5))).isEmpty();
    assertThat(ended.rule().of(facts("a"), NOW.plusSeconds(4))).isPresent();
    assertThat(ended.ended("cy", NOW.plusSeconds(6))).isSameAs(ended);
    assertThat(Json.read(Json.bytes(ended), Silence.class)).isEqualTo(ended);
    assertThat(Json.text(silence)).contains("\"for\":\"PT30S\"").contains("\"on\":[\"SAT\"]");
  }

  /** Open items, as a naive list. */
  private record Open(InhibitRule rule, List<Map.Entry<String, Facts>> items) {
    Open(InhibitRule rule) {
      this(rule, new ArrayList<>());
    }

    void add(String id, String type) {
      items.add(Map.entry(id, facts(type)));
    }

    boolean inhibits(String id, String type) {
      QuietPolicy policy = new QuietPolicy(Duration.ofDays(1), List.of(), List.of(rule));
      return policy
          .quiet(
              id,
              facts(type),
              NOW,
              List.of(),
              (self, target) ->
                  items.stream()
                      .filter(item -> !item.getKey().equals(self))
                      .filter(
                          item ->
                              rule.asSource(item.getValue())
                                  .filter(s -> s.key().equals(target.key()))
                                  .filter(s -> !(s.alsoOther() && target.alsoOther()))
                                  .isPresent())
                      .map(Map.Entry::getKey)
                      .findFirst())
          .isPresent();
    }
  }

  private static Optional<String> why(Optional<Quiet> quiet) {
    return quiet.map(Quiet::why);
  }

  private static QuietRule rule(Kind kind, String by, String when) throws InvalidRule {
    return new QuietRule(
        kind, by, RuleCompiler.compile(when, Scope.WORK), ALWAYS, "owner", "reason");
  }

  private static InhibitRule inhibit(String source, String target) throws InvalidRule {
    return new InhibitRule(
        "r",
        RuleCompiler.compile(source, Scope.WORK),
        RuleCompiler.compile(target, Scope.WORK),
        List.of());
  }

  private static Facts facts(String type) {
    return facts(type, Map.of());
  }

  private static Facts facts(String type, Map<String, String> attributes) {
    ExceptionEvent event =
        new ExceptionEvent("x", "s", null, type, null, NOW, null, null, null, attributes);
    return new Facts(event, Map.of(), 50, Priority.P2, "payments");
  }
}
