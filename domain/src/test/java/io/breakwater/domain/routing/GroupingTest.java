package io.breakwater.domain.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.event.Contribution;
import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Origin;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.event.Severity;
import io.breakwater.domain.incident.IncidentEvent;
import io.breakwater.domain.incident.IncidentEvent.Change;
import io.breakwater.domain.incident.IncidentKey;
import io.breakwater.domain.incident.IncidentMember;
import io.breakwater.domain.incident.IncidentSummary;
import io.breakwater.domain.policy.PolicyParser;
import io.breakwater.domain.policy.PolicyTimeline;
import io.breakwater.domain.trace.TraceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GroupingTest {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final Instant NOW = Instant.parse("2026-03-02T12:00:05Z");

  private static final PolicyTimeline POLICIES =
      PolicyTimeline.EMPTY.with(
          PolicyParser.parse(
              """
              policy: p
              version: 1
              effective_from: 2026-01-01T00:00:00Z
              scoring:
                base: {LOW: 10, MEDIUM: 30, HIGH: 50, CRITICAL: 70}
                priorities: {P1: 80, P2: 60, P3: 30}
              correlation:
                rules:
                  - name: by-host
                    when: score >= 20
                    by: event.attributes.host
                    session_gap: PT10M
                    max_duration: PT1H
                  - name: by-type
                    by: event.type
                    session_gap: PT1M
                  - name: noise
                    when: event.type == "noise"
                    session_gap: PT1M
                    suppress: members
              routing:
                default_desk: triage
                branches:
                  - name: alerts
                    when: event.type == "ids.alert"
                    desk: soc
                    group: incident
                    group_wait: PT45S
                  - name: twins
                    when: event.type == "twin"
                    dedupe: {by: [event.attributes.host, event.source_id], window: PT10M}
                    branches:
                      - {name: alone, when: '"single" in event.attributes', dedupe: none}
                      - {name: below}
                  - name: incidents
                    when: '"incident_rule" in event.attributes'
                    desk: war-room
              desks: {triage: {}, soc: {}, war-room: {}}
              """));

  @Test
  void waitsForTheIncidentsOfEveryRuleThatTakesIt() {
    DecisionRecord decision = decide("ids.alert", Kind.RAISED, Map.of("host", "web-1"));

    assertThat(decision.desk()).isEqualTo("soc");
    assertThat(decision.hold())
        .isEqualTo(
            new Hold(
                NOW.plusSeconds(45),
                List.of(
                    IncidentKey.of("by-host", "web-1"), IncidentKey.of("by-type", "ids.alert"))));
  }

  @Test
  void aRuleThatCannotJudgeItDoesNotTakeIt() {
    assertThat(decide("ids.alert", Kind.RAISED, Map.of()).hold().keys())
        .containsExactly(IncidentKey.of("by-type", "ids.alert"));
  }

  @Test
  void aRuleThatSuppressesItsMembersGroupsThemOnAnyBranch() {
    DecisionRecord decision = decide("noise", Kind.RAISED, Map.of("host", "web-1"));

    assertThat(decision.desk()).isEqualTo("triage");
    assertThat(decision.hold())
        .isEqualTo(new Hold(NOW.plusSeconds(30), List.of(IncidentKey.of("noise", ""))));
    assertThat(Grouping.groups(POLICIES.inForceAt(NOW))).isTrue();
  }

  @Test
  void onABranchThatDoesNotGroupOrByAnotherKindNothingWaits() {
    assertThat(decide("payment.fail", Kind.RAISED, Map.of("host", "web-1")).hold()).isNull();
    assertThat(decide("ids.alert", Kind.UPDATED, Map.of("host", "web-1")).hold()).isNull();
    assertThat(decide("ids.alert", Kind.RESOLVED, Map.of("host", "web-1")).hold()).isNull();
  }

  @Test
  void whatMayBeTheSameAsAnotherWaitsForAMoment() {
    DecisionRecord twin = decide("twin", Kind.RAISED, Map.of("host", "web-1"));
    DecisionRecord other = decide("twin", Kind.RAISED, Map.of("host", "web-2"));

    assertThat(twin.instructions().sameness().window()).isEqualTo(Duration.ofMinutes(10));
    assertThat(twin.hold().until()).isEqualTo(NOW.plusSeconds(2));
    assertThat(twin.hold().keys())
        .containsExactly(new IncidentKey("(same)", twin.instructions().sameness().key()));
    assertThat(decide("twin", Kind.RAISED, Map.of("host", "web-1", "x", "y")).instructions())
        .isEqualTo(twin.instructions());
    assertThat(other.instructions().sameness().key())
        .isNotEqualTo(twin.instructions().sameness().key());
    // nothing to compare, said otherwise below, or not raised
    assertThat(decide("twin", Kind.RAISED, Map.of()).instructions()).isNull();
    assertThat(decide("twin", Kind.RAISED, Map.of("host", "h", "single", "1")).hold()).isNull();
    assertThat(decide("twin", Kind.UPDATED, Map.of("host", "web-1")).instructions()).isNull();
  }

  @Test
  void anIncidentIsRoutedLikeItsFirstMemberAndSaysWhatItIs() {
    DecisionRecord decision =
        IncidentRouter.decide(
            POLICIES.inForceAt(NOW),
            incident("login.fail"),
            new Origin("incidents", 0, 1, NOON),
            Moment.idle(NOW));

    assertThat(decision.desk()).isEqualTo("war-room");
    assertThat(decision.hold()).isNull();
    assertThat(decision.inputs())
        .containsEntry("type", "login.fail")
        .containsEntry("score", "72")
        .containsEntry("incident.rule", "by-host")
        .containsEntry("incident.members", "5");
  }

  @Test
  void theSpanOfAnIncidentIsThatOfItsRule() {
    IncidentSummary told = Grouping.summary(POLICIES, incident("ids.alert"));

    assertThat(told.joinsUntil()).isEqualTo(NOON.plusSeconds(60 + 600));
    assertThat(new IncidentKey(told.rule(), told.keyHash()))
        .isEqualTo(IncidentKey.of("by-host", "web-1"));
  }

  private static DecisionRecord decide(String type, Kind kind, Map<String, String> attributes) {
    ExceptionEvent event =
        new ExceptionEvent(
            "A-1", "sensor", kind, type, Severity.HIGH, NOON, null, null, null, attributes);
    ScoredException scored =
        new ScoredException(
            event.eventId(),
            event,
            TraceContext.mint("exceptions", 0, 1),
            new Origin("exceptions", 0, 1, NOON),
            50,
            Priority.P3,
            List.of(),
            Map.of(),
            "p@1",
            false);
    return Grouping.decide(POLICIES, scored, Moment.idle(NOW));
  }

  private static IncidentEvent incident(String type) {
    return new IncidentEvent(
        "a".repeat(32),
        Change.GREW,
        "by-host",
        "web-1",
        type,
        Severity.HIGH,
        List.of(new IncidentMember("sensor", "A-1", "c".repeat(32))),
        List.of(),
        5,
        NOON,
        NOON.plusSeconds(60),
        Map.of("signature", "scan"),
        72,
        Priority.P2,
        List.of(new Contribution("base", "base", 72, null)),
        null,
        null,
        false,
        "p@1",
        "e".repeat(32),
        NOON.plusSeconds(60));
  }
}
