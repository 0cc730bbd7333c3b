package io.breakwater.scoring.correlation;

import static io.breakwater.domain.incident.IncidentEvent.Change.CLOSED;
import static io.breakwater.domain.incident.IncidentEvent.Change.GREW;
import static io.breakwater.domain.incident.IncidentEvent.Change.MERGED;
import static io.breakwater.domain.incident.IncidentEvent.Change.OPENED;
import static io.breakwater.domain.incident.IncidentEvent.Change.REVISED;
import static io.breakwater.scoring.correlation.Rules.at;
import static io.breakwater.scoring.correlation.Rules.member;
import static io.breakwater.scoring.correlation.Rules.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.event.Priority;
import io.breakwater.domain.event.Severity;
import io.breakwater.domain.identity.Identity;
import io.breakwater.domain.incident.IncidentEvent;
import io.breakwater.domain.incident.IncidentMember;
import io.breakwater.scoring.correlation.Correlation.Arrival;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The life of incidents of one rule and key. */
class CorrelationTest {

  private static final Duration LATENESS = Duration.ofMinutes(10);

  private final Replay replay = new Replay(rule(), LATENESS);

  private void add(String id, long millis, int score) {
    assertThat(replay.add(member(id, millis, score))).isEqualTo(Arrival.JOINED);
  }

  private static List<String> ids(List<IncidentMember> members) {
    return members.stream().map(IncidentMember::exceptionId).toList();
  }

  private static Instant instant(long millis) {
    return Instant.ofEpochMilli(at(millis));
  }

  @Test
  void anIncidentOpensWithTheMemberThatMakesItOneAndClosesWhenNoneCame() {
    add("a", 100, 40);
    add("b", 2_000, 70);
    replay.watermark(at(3_000));
    assertThat(replay.said).isEmpty();
    add("c", 9_500, 40);
    replay.watermark(at(60_000));

    assertThat(replay.changes()).containsExactly(OPENED, CLOSED);
    IncidentEvent opened = replay.said.get(0);
    assertThat(opened.incidentId())
        .isEqualTo(Identity.incidentId("burst", "key", Identity.hash128("a")));
    assertThat(opened.occurredAt()).isEqualTo(instant(9_500));
    assertThat(opened.firstAt()).isEqualTo(instant(100));
    assertThat(opened.lastAt()).isEqualTo(instant(9_500));
    assertThat(ids(opened.members())).containsExactly("a", "b", "c");
    assertThat(opened.joined()).isEqualTo(opened.members());
    assertThat(opened.memberCount()).isEqualTo(3);
    assertThat(opened.score()).isEqualTo(70);
    assertThat(opened.priority()).isEqualTo(Priority.P2);
    assertThat(opened.topAttributes()).isEqualTo(Map.of("host", "ha"));
    assertThat(opened.traceId()).isEqualTo(Identity.hash128("trace", "a"));
    assertThat(opened.policyVersion()).isEqualTo("test@1");
    assertThat(opened.type()).isEqualTo("ids.alert");
    assertThat(opened.severity()).isEqualTo(Severity.HIGH);
    IncidentEvent closed = replay.said.get(1);
    assertThat(closed.occurredAt()).isEqualTo(instant(19_500));
    assertThat(closed.joined()).isEmpty();
  }

  @Test
  void whatHasTooFewMembersOrFailsItsConditionNeverOpens() {
    add("a", 0, 90);
    add("b", 1_000, 90);
    add("c", 100_000, 40);
    add("d", 101_000, 40);
    add("e", 102_000, 40);
    replay.watermark(at(3_600_000));

    assertThat(replay.said).isEmpty();
    assertThat(replay.slices()).isEmpty();
    assertThat(replay.sessions()).isEqualTo(Sessions.NONE);
  }

  @Test
  void aGapOrTheLongestDurationBeginsAnotherIncident() {
    for (int second = 0; second <= 63; second += 9) {
      add("a" + second, second * 1_000L, 60);
    }
    add("b", 73_001, 60);
    add("c", 74_000, 60);
    add("d", 75_000, 60);
    replay.watermark(at(3_600_000));

    assertThat(replay.incidents())
        .extracting(IncidentEvent::memberCount, IncidentEvent::firstAt, IncidentEvent::occurredAt)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(7, instant(0), instant(60_000)),
            org.assertj.core.groups.Tuple.tuple(3, instant(73_001), instant(85_000)));
  }

  @Test
  void growthIsSaidAtMostOncePerTimeUnlessThePriorityRises() {
    add("a", 0, 60);
    add("b", 0, 60);
    add("c", 0, 60);
    add("d", 5_000, 60);
    add("e", 12_000, 60);
    add("f", 21_000, 60);
    add("g", 22_000, 90);
    replay.watermark(at(600_000));

    assertThat(replay.said)
        .extracting(IncidentEvent::change, e -> e.occurredAt(), e -> ids(e.joined()))
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                OPENED, instant(0), ids(replay.said.get(0).joined())),
            org.assertj.core.groups.Tuple.tuple(GREW, instant(20_000), List.of("d", "e")),
            org.assertj.core.groups.Tuple.tuple(GREW, instant(22_000), List.of("f", "g")),
            org.assertj.core.groups.Tuple.tuple(CLOSED, instant(32_000), List.of()));
    assertThat(replay.said.get(2).priority()).isEqualTo(Priority.P1);
  }

  @Test
  void theSameEventAgainChangesNothing() {
    add("a", 0, 60);
    add("b", 1_000, 60);
    assertThat(replay.add(member("a", 0, 60))).isEqualTo(Arrival.DUPLICATE);
    replay.watermark(at(5_000));
    assertThat(replay.add(member("b", 1_000, 60))).isEqualTo(Arrival.DUPLICATE);
    replay.watermark(at(600_000));

    assertThat(replay.said).isEmpty();
  }

  @Test
  void aLateMemberRevisesAndWhatWasClosedIsClosedAgain() {
    add("a", 0, 60);
    add("b", 0, 60);
    add("c", 1_000, 60);
    replay.watermark(at(11_999));
    assertThat(replay.changes()).containsExactly(OPENED, CLOSED);

    add("d", 9_000, 60);
    replay.watermark(at(13_000));
    assertThat(replay.changes()).containsExactly(OPENED, CLOSED, REVISED);
    assertThat(ids(replay.said.get(2).joined())).containsExactly("d");
    assertThat(replay.said.get(2).memberCount()).isEqualTo(4);
    assertThat(replay.said.get(2).occurredAt()).isEqualTo(instant(9_000));

    replay.watermark(at(60_000));
    assertThat(replay.changes()).containsExactly(OPENED, CLOSED, REVISED, CLOSED);
    assertThat(replay.said.get(3).occurredAt()).isEqualTo(instant(19_000));
    assertThat(replay.incidents()).hasSize(1);
  }

  @Test
  void whatWasTakenUpBeforeARestartIsNotTakenUpAgain() {
    for (String id : List.of("a", "b", "c")) {
      add(id, 0, 60);
    }
    replay.watermark(at(5_000));
    replay.restart();
    add("d", 500, 60);
    assertThat(replay.add(member("a", 0, 60))).isEqualTo(Arrival.DUPLICATE);
    add("e", 5_500, 60);
    replay.watermark(at(900));
    assertThat(replay.changes()).containsExactly(OPENED);
    replay.watermark(at(60_000));

    assertThat(replay.changes()).containsExactly(OPENED, REVISED, CLOSED);
    assertThat(replay.said.get(2).memberCount()).isEqualTo(5);
  }

  @Test
  void aLateFirstMemberKeepsTheId() {
    add("b", 5_000, 60);
    add("c", 5_000, 60);
    add("d", 5_000, 60);
    replay.watermark(at(8_000));
    add("a", 1_000, 60);
    replay.watermark(at(9_000));

    assertThat(replay.changes()).containsExactly(OPENED, REVISED);
    assertThat(replay.said.get(1).incidentId()).isEqualTo(replay.said.get(0).incidentId());
    assertThat(ids(replay.said.get(1).members())).startsWith("a");
  }

  @Test
  void aLateMemberOpensWhatLackedIt() {
    add("a", 0, 60);
    add("b", 5_000, 60);
    replay.watermark(at(100_000));
    add("c", 3_000, 60);
    replay.watermark(at(100_001));

    assertThat(replay.changes()).containsExactly(OPENED, CLOSED);
    assertThat(replay.said.get(0).occurredAt()).isEqualTo(instant(5_000));
    assertThat(replay.said.get(1).occurredAt()).isEqualTo(instant(15_000));
  }

  @Test
  void aLateMemberBetweenTwoIncidentsMergesTheSecondIntoTheFirst() {
    for (String id : List.of("a", "b", "c")) {
      add(id, 0, 60);
    }
    for (String id : List.of("d", "e", "f")) {
      add(id, 18_000, 60);
    }
    replay.watermark(at(20_000));
    String first = replay.said.get(0).incidentId();
    assertThat(replay.changes()).containsExactly(OPENED, CLOSED, OPENED);

    add("m", 9_000, 60);
    replay.watermark(at(600_000));

    assertThat(replay.changes()).containsExactly(OPENED, CLOSED, OPENED, MERGED, REVISED, CLOSED);
    IncidentEvent merged = replay.said.get(3);
    assertThat(merged.incidentId()).isEqualTo(replay.said.get(2).incidentId());
    assertThat(merged.mergedInto()).isEqualTo(first);
    assertThat(ids(merged.members())).containsExactlyInAnyOrder("d", "e", "f");
    IncidentEvent revised = replay.said.get(4);
    assertThat(revised.incidentId()).isEqualTo(first);
    assertThat(revised.memberCount()).isEqualTo(7);
    assertThat(ids(revised.joined())).containsExactly("m");
  }

  @Test
  void whatComesAfterItsIncidentIsForgottenIsTooLate() {
    add("a", 0, 60);
    replay.watermark(at(1_000 + LATENESS.toMillis()));

    assertThat(replay.add(member("b", 900, 60))).isEqualTo(Arrival.TOO_LATE);
    assertThat(replay.add(member("c", 2_100, 60))).isEqualTo(Arrival.JOINED);
    replay.watermark(at(10_000_000));
    assertThat(replay.slices()).isEmpty();
    assertThat(replay.sessions()).isEqualTo(Sessions.NONE);
  }

  @Test
  void whatWaitsForItsPolicyIsTakenUpWhenThatIsThere() {
    Map<String, RuleVersion> known = new HashMap<>();
    Replay waiting = new Replay(v -> Optional.ofNullable(known.get(v)), LATENESS);
    for (String id : List.of("a", "b", "c")) {
      waiting.add(member(id, 0, 60));
    }
    waiting.add(member("d", 4_000, 60));
    waiting.watermark(at(5_000));
    waiting.watermark(at(6_000));
    assertThat(waiting.said).isEmpty();

    known.put("test@1", rule());
    waiting.watermark(at(7_000));
    assertThat(waiting.changes()).containsExactly(OPENED);
    assertThat(waiting.said.get(0).memberCount()).isEqualTo(4);
    waiting.watermark(at(70_000));
    assertThat(waiting.changes()).containsExactly(OPENED, CLOSED);
  }

  @Test
  void anIncidentKeepsTheVersionItBeganWith() {
    RuleVersion next =
        RuleVersion.of(Rules.policy("2", "session_gap: PT30S"), Rules.NAME).orElseThrow();
    Replay two = new Replay(v -> Optional.of(v.equals("test@1") ? rule() : next), LATENESS);
    two.add(member("a", 0, 60));
    for (int i = 1; i < 4; i++) {
      Member old = member("b" + i, i * 1_000, 60);
      two.add(
          new Member(
              old.at(),
              old.exception(),
              old.type(),
              old.severity(),
              old.traceId(),
              "test@2",
              null,
              60,
              List.of(),
              Map.of()));
    }
    two.watermark(at(600_000));

    assertThat(two.said).allMatch(event -> event.policyVersion().equals("test@1"));
    assertThat(two.said.get(two.said.size() - 1).occurredAt()).isEqualTo(instant(13_000));
  }

  @Test
  void anIncidentIsScoredByItsRule() {
    Replay scored =
        new Replay(
            rule(
                "score: {base: mean-score, rules: [{name: many, when: incident.matching.high >= 2,"
                    + " add: 25}, {name: calm, when: 'incident.top.host == \"hz\"', cap: 5}]}"),
            LATENESS);
    scored.add(member("a", 0, 80));
    scored.add(member("b", 0, 90));
    scored.add(member("c", 0, 40));
    scored.watermark(at(1_000));

    IncidentEvent opened = scored.said.get(0);
    assertThat(opened.score()).isEqualTo(95);
    assertThat(opened.priority()).isEqualTo(Priority.P1);
    assertThat(opened.contributions())
        .extracting(c -> c.rule() + " " + c.effect() + " " + c.points())
        .containsExactly("base base 70.0", "many add 25.0");
  }
}
