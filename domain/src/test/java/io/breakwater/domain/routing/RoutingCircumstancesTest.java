package io.breakwater.domain.routing;

import static io.breakwater.domain.routing.RoutingSamples.facts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.breakwater.domain.policy.Policy;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Branches and desks that depend on the time, on how busy desks are, and on percentages. */
class RoutingCircumstancesTest {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  private static final Policy FLOOR =
      RoutingSamples.policy(
          """
          attributes: {personal: [holder]}
          calendars:
            london:
              zone: Europe/London
              hours: {MON-FRI: ["08:00-18:00"]}
              holidays: [2026-12-25]
          desks:
            triage: {}
            london: {capacity: 10, overflow: new-york}
            new-york: {capacity: 20, overflow: {desk: night, load: 50%}}
            night: {}
            west: {}
            east: {}
            north: {}
            helpers: {}
            keepers: {members: [{name: ana}], assignment: sticky, sticky_by: holder}
          routing:
            default_desk: triage
            branches:
              - name: desks
                when: event.type == "desk"
                branches:
                  - {name: day, during: london, desk: london}
                  - name: evening
                    during: {zone: America/New_York, hours: {MON-FRI: ["08:00-18:00"]}}
                    desk: new-york
                  - {name: off, outside: london, desk: night}
              - name: helped
                when: event.type == "helped"
                when_busy: {desk: london, load: 80%}
                desk: helpers
              - name: shared
                when: event.type == "shared"
                split:
                  - {desk: west, percent: 70}
                  - {desk: east, percent: 29.75}
                  - {desk: north, percent: 0.25%}
                branches:
                  - {name: inherits, when: '"deep" in event.attributes'}
              - {name: kept, when: event.type == "kept", desk: keepers}
          """);

  @ParameterizedTest
  @CsvSource({
    "2026-03-02T12:00:00Z, london", // a Monday noon
    "2026-03-02T08:00:00Z, london", // opening time is open
    "2026-03-02T18:00:00Z, new-york", // closing time is closed
    "2026-03-02T23:30:00Z, night", // both closed
    "2026-03-07T12:00:00Z, night", // a Saturday
    "2026-12-25T12:00:00Z, night", // a holiday, and 07:00 in New York
    "2026-12-25T14:00:00Z, new-york", // a holiday only in London
    "2026-03-27T08:30:00Z, london", // the Friday before the clocks go forward: 08:30 local time
    "2026-03-30T07:30:00Z, london", // the Monday after it: 08:30 local time again
    "2026-03-30T06:59:59Z, night",
    "2026-03-13T12:30:00Z, london", // New York, on summer time before London, opens at 12:00 UTC
    "2026-03-13T21:30:00Z, new-york",
    "2026-03-06T22:30:00Z, new-york", // the week before: closes at 23:00 UTC
  })
  void theTimeOfIntakeIsThatOfTheCalendarsZone(String at, String desk) {
    DecisionRecord decision =
        Router.decide(FLOOR, facts("desk", Map.of()), Moment.idle(Instant.parse(at)));

    assertThat(decision.desk()).isEqualTo(desk);
    assertThat(decision.inputs()).containsEntry("at", at);
  }

  @Test
  void theRecordSaysWhichHoursWereLookedAt() {
    DecisionRecord decision =
        Router.decide(
            FLOOR, facts("desk", Map.of()), Moment.idle(Instant.parse("2026-03-30T20:15:00Z")));

    assertThat(decision.candidates())
        .contains(
            new DecisionRecord.Candidate(
                "desks > day", false, "london closed at 2026-03-30T21:15+01:00"),
            new DecisionRecord.Candidate(
                "desks > evening", true, "these hours open at 2026-03-30T16:15-04:00"));
  }

  @ParameterizedTest
  @CsvSource({
    "9, 0, london",
    "10, 0, new-york",
    "11, 9, new-york",
    "10, 10, night", // half of twenty
    "10, 500, night", // which does not overflow
  })
  void aFullDeskOverflowsToTheNextWithRoom(int london, int newYork, String desk) {
    DecisionRecord decision =
        Router.decide(
            FLOOR,
            facts("desk", Map.of()),
            new Moment(NOON, Map.of("london", london, "new-york", newYork)::get));

    assertThat(decision.desk()).isEqualTo(desk);
    assertThat(decision.path()).containsExactly("desks", "day");
    assertThat(decision.inputs()).containsEntry("load.london", london + " of 10");
    assertThat(decision.steps()).hasSize(desk.equals("london") ? 0 : desk.equals("night") ? 2 : 1);
  }

  @Test
  void theStepsOfAnOverflowAreSentences() {
    DecisionRecord decision =
        Router.decide(
            FLOOR,
            facts("desk", Map.of()),
            new Moment(NOON, Map.of("london", 12, "new-york", 10)::get));

    assertThat(decision.steps())
        .containsExactly(
            "london has 12 of 10: overflows from 10 to new-york",
            "new-york has 10 of 20: overflows from 10 to night");
  }

  @ParameterizedTest
  @CsvSource({"7, triage", "8, helpers", "100, helpers"})
  void aBranchMayWaitForADeskToBeBusy(int load, String desk) {
    DecisionRecord decision =
        Router.decide(FLOOR, facts("helped", Map.of()), new Moment(NOON, name -> load));

    assertThat(decision.desk()).isEqualTo(desk);
    assertThat(decision.candidates())
        .extracting(DecisionRecord.Candidate::reason)
        .anyMatch(r -> r.endsWith("london has %d of 10, busy from 8".formatted(load)));
  }

  @Test
  void aSplitKeepsItsPercentagesAndEveryExceptionItsDesk() {
    Map<String, Integer> counts = new HashMap<>();
    int all = 20_000;
    for (int i = 0; i < all; i++) {
      DecisionRecord first = shared("x-" + i, Map.of(), NOON);
      DecisionRecord later = shared("x-" + i, Map.of("deep", "1"), NOON.plusSeconds(86_400));
      assertThat(later.desk()).isEqualTo(first.desk());
      counts.merge(first.desk(), 1, Integer::sum);
    }
    // more than four standard deviations: the hash is fixed, so this cannot fail by chance
    assertThat(counts.get("west") / (double) all).isCloseTo(0.70, within(0.015));
    assertThat(counts.get("east") / (double) all).isCloseTo(0.2975, within(0.015));
    assertThat(counts.get("north") / (double) all).isCloseTo(0.0025, within(0.0015));
  }

  @Test
  void aSplitSaysWhereTheExceptionFell() {
    assertThat(shared("x-1", Map.of(), NOON).steps())
        .singleElement()
        .asString()
        .matches("split: (west|east|north) by the exception's identity, \\d+\\.\\d\\d% of 100%");
  }

  @Test
  void whatSticksTogetherIsSaidWithoutPersonalValues() {
    DecisionRecord kept =
        Router.decide(FLOOR, facts("kept", Map.of("holder", "Jo Doe")), Moment.idle(NOON));
    DecisionRecord without = Router.decide(FLOOR, facts("kept", Map.of()), Moment.idle(NOON));

    assertThat(kept.instructions().sticky()).matches("[0-9a-f]{32}");
    assertThat(without.instructions()).isNull();
  }

  private static DecisionRecord shared(String id, Map<String, String> attributes, Instant at) {
    return Router.decide(FLOOR, facts(id, "shared", attributes), Moment.idle(at));
  }
}
