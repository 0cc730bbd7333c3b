package io.breakwater.domain.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.event.Priority;
import io.breakwater.domain.policy.DeskPolicy;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.routing.RoutingSamples;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatorChoiceTest {

  private static final Instant MONDAY_NOON = Instant.parse("2026-03-02T12:00:00Z");

  private static final Policy POLICY =
      RoutingSamples.policy(
          """
          calendars: {london: {zone: Europe/London, hours: {MON-FRI: ["08:00-18:00"]}}}
          operators:
            ana: {skills: {fx: 3}}
            bo: {skills: {fx: 1, swift: 2}, calendar: london}
            cy:
              skills: {fx: 2}
              max_load: 6
              out_of_office:
                - {from: 2026-03-05T00:00:00Z, to: 2026-03-06T00:00:00Z, reason: training}
            dee: {}
          desks:
            turns: {assignment: round-robin, THREE}
            loads: {assignment: least-loaded, THREE}
            skills: {assignment: skill-then-least-loaded, THREE}
            sticky: {assignment: sticky, sticky_by: account, THREE}
            office: {members: [{name: ana}], calendar: london, outside_hours: wait}
            pulled: {members: [{name: ana}], assignment: pull}
            duty:
              members: [{on_call: nights}]
          on_call:
            nights:
              zone: UTC
              layers: [{name: n, rotation: daily, starts: 2026-03-02, members: [dee, cy]}]
          routing: {default_desk: loads}
          """
              .replace(
                  "THREE",
                  "weights: {P1: 4, P2: 2}, members: [{name: ana, capacity: 5},"
                      + " {name: bo, capacity: 5}, {name: cy, capacity: 5}]"));

  @ParameterizedTest
  @CsvSource({
    "'', ana",
    "ana, bo",
    "bo, cy",
    "cy, ana",
    "gone, ana",
  })
  void roundRobinGoesOnAfterWhoWasServedLast(String last, String next) {
    assertThat(choose("turns", Needs.NONE, standing(Map.of(), last), MONDAY_NOON).operator())
        .isEqualTo(next);
  }

  @Test
  void roundRobinSkipsWhoCannot() {
    Choice choice = choose("turns", Needs.NONE, standing(Map.of("bo", 5), "ana"), MONDAY_NOON);

    assertThat(choice.operator()).isEqualTo("cy");
    assertThat(choice.reason())
        .isEqualTo("round robin: cy had 0 of 5; ana had 0 of 5, bo has no room: 5 of 5");
  }

  @Test
  void leastLoadedCountsWeightsAndTakesTheFirstOfEquals() {
    assertThat(choose("loads", Needs.NONE, Standing.of(Map.of("ana", 4, "bo", 2)), MONDAY_NOON))
        .isEqualTo(
            new Choice(
                "cy",
                "least loaded: cy had 0 of 5",
                List.of(
                    new Choice.Candidate("ana", "had 4 of 5"),
                    new Choice.Candidate("bo", "had 2 of 5"))));
    assertThat(
            choose(
                    "loads",
                    Needs.NONE,
                    Standing.of(Map.of("ana", 1, "bo", 1, "cy", 1)),
                    MONDAY_NOON)
                .operator())
        .isEqualTo("ana");
  }

  @Test
  void anItemThatCountsMoreThanTheRoomLeftWaitsButNotForever() {
    Standing busy = Standing.of(Map.of("ana", 2, "bo", 2, "cy", 2));

    assertThat(choose("loads", Priority.P1, busy).operator()).isNull();
    assertThat(choose("loads", Priority.P2, busy).operator()).isEqualTo("ana");
    assertThat(choose("loads", Priority.P1, Standing.of(Map.of("ana", 2, "bo", 2))).operator())
        .isEqualTo("cy");
  }

  @Test
  void theMostSkilledThatHasTimeIsChosen() {
    Needs fx = new Needs(Map.of("fx", 2), null);

    Choice choice = choose("skills", fx, Standing.of(Map.of("ana", 4)), MONDAY_NOON);

    assertThat(choice.operator()).isEqualTo("ana");
    assertThat(choice.why()).isEqualTo("most skilled: ana had 4 of 5, level 3");
    assertThat(choice.others())
        .containsExactly(
            new Choice.Candidate("cy", "had 0 of 5"),
            new Choice.Candidate("bo", "has fx at level 1, not 2"));
    assertThat(choose("skills", fx, Standing.of(Map.of("ana", 5)), MONDAY_NOON).operator())
        .isEqualTo("cy");
    assertThat(choose("skills", Needs.NONE, Standing.of(Map.of("ana", 1)), MONDAY_NOON).why())
        .startsWith("least loaded: bo");
  }

  @Test
  void whatSticksGoesToItsHolderWhileTheyCan() {
    Needs acme = new Needs(Map.of(), "acme");
    Standing held =
        new Standing(
            name -> name.equals("ana") ? 0 : 3,
            name -> 0,
            "",
            Map.of("acme", "bo", "other", "ana")::get);

    assertThat(choose("sticky", acme, held, MONDAY_NOON).why())
        .isEqualTo("has work with the same account: bo had 3 of 5");
    // bo does not work on Saturdays
    Choice saturday = choose("sticky", acme, held, Instant.parse("2026-03-07T12:00:00Z"));
    assertThat(saturday.operator()).isEqualTo("ana");
    assertThat(saturday.reason())
        .isEqualTo("least loaded: ana had 0 of 5; cy had 3 of 5, bo does not work now (london)");
    assertThat(choose("sticky", new Needs(Map.of(), "new"), held, MONDAY_NOON).operator())
        .isEqualTo("ana");
  }

  @Test
  void whoIsAwayOrHasEnoughElsewhereIsPassedOver() {
    Standing elsewhere =
        new Standing(name -> 0, name -> name.equals("cy") ? 6 : 0, "", sticky -> null);

    assertThat(choose("turns", Needs.NONE, elsewhere, MONDAY_NOON).others())
        .contains(new Choice.Candidate("cy", "has 6 of at most 6 on all desks"));
    assertThat(
            choose(
                    "turns",
                    Needs.NONE,
                    Standing.of(Map.of()),
                    Instant.parse("2026-03-05T12:00:00Z"))
                .others())
        .contains(
            new Choice.Candidate("cy", "is out of office until 2026-03-06T00:00:00Z (training)"));
  }

  @Test
  void aDeskMayWaitForItsHoursOrForPeopleWhoClaim() {
    Instant night = Instant.parse("2026-03-02T23:00:00Z");

    assertThat(choose("office", Needs.NONE, Standing.of(Map.of()), night).why())
        .isEqualTo("the desk assigns nothing while london is closed");
    assertThat(choose("office", Needs.NONE, Standing.of(Map.of()), MONDAY_NOON).operator())
        .isEqualTo("ana");
    assertThat(choose("pulled", Needs.NONE, Standing.of(Map.of()), MONDAY_NOON).why())
        .isEqualTo("operators of this desk claim its work");
  }

  @Test
  void whoeverIsOnCallIsAsked() {
    assertThat(choose("duty", Needs.NONE, Standing.of(Map.of()), MONDAY_NOON).operator())
        .isEqualTo("dee");
    assertThat(
            choose("duty", Needs.NONE, Standing.of(Map.of()), MONDAY_NOON.plusSeconds(86_400))
                .operator())
        .isEqualTo("cy");
    assertThat(
            choose("duty", Needs.NONE, Standing.of(Map.of()), MONDAY_NOON.minusSeconds(86_400))
                .why())
        .isEqualTo("nobody is on call");
  }

  @Test
  void aLongReasonNamesTenOthers() {
    List<Choice.Candidate> others =
        IntStream.range(0, 12).mapToObj(i -> new Choice.Candidate("op" + i, "had 0 of 1")).toList();

    assertThat(new Choice("x", "least loaded: x had 0 of 1", others).reason())
        .endsWith("op9 had 0 of 1 and 2 more");
  }

  /** Whoever is chosen fits; and if nobody is, nobody with room was rejected for another reason. */
  @Property
  void theChosenOneHasRoomAndNobodyWithRoomIsLeftWithoutWork(
      @ForAll @IntRange(min = 0, max = 7) int ana,
      @ForAll @IntRange(min = 0, max = 7) int bo,
      @ForAll @IntRange(min = 0, max = 7) int cy,
      @ForAll Priority priority) {
    Map<String, Integer> loads = Map.of("ana", ana, "bo", bo, "cy", cy);
    for (String desk : new String[] {"turns", "loads", "skills", "sticky"}) {
      DeskPolicy policy = POLICY.desk(desk);
      int weight = policy.weights().of(priority);

      Choice choice =
          OperatorChoice.of(policy, priority, Needs.NONE, Standing.of(loads), MONDAY_NOON);

      boolean anybody =
          loads.entrySet().stream()
              .anyMatch(e -> e.getValue() == 0 || (e.getValue() + weight <= 5));
      assertThat(choice.chosen().isPresent()).isEqualTo(anybody);
      choice
          .chosen()
          .ifPresent(
              name -> assertThat(loads.get(name) == 0 || loads.get(name) + weight <= 5).isTrue());
      assertThat(choice.others()).hasSize(anybody ? 2 : 3);
    }
  }

  private static Standing standing(Map<String, Integer> loads, String last) {
    return new Standing(name -> loads.getOrDefault(name, 0), name -> 0, last, sticky -> null);
  }

  private static Choice choose(String desk, Needs needs, Standing standing, Instant at) {
    return OperatorChoice.of(POLICY.desk(desk), Priority.P4, needs, standing, at);
  }

  private static Choice choose(String desk, Priority priority, Standing standing) {
    return OperatorChoice.of(POLICY.desk(desk), priority, Needs.NONE, standing, MONDAY_NOON);
  }
}
