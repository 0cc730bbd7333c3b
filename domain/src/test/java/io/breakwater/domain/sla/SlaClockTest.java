package io.breakwater.domain.sla;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.sla.ClockFact.Kind;
import io.breakwater.domain.sla.SlaEvent.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SlaClockTest {
  private static final Instant OPENED = Instant.parse("2026-11-21T10:00:00Z");
  private static final Instant AT_RISK = OPENED.plusSeconds(45);
  private static final Instant DEADLINE = OPENED.plusSeconds(60);

  @Test
  void stoppingAtTheDeadlineIsMetAndAnythingLaterIsBreached() {
    assertThat(stopped(DEADLINE).outcome(DEADLINE)).isEqualTo(Outcome.MET);
    assertThat(stopped(DEADLINE.plusNanos(1000)).outcome(DEADLINE.plusSeconds(9)))
        .isEqualTo(Outcome.BREACHED);
  }

  @Test
  void anOpenClockIsBreachedOnlyPastItsDeadline() {
    assertThat(open(OPENED).outcome(DEADLINE)).isEqualTo(Outcome.RUNNING);
    assertThat(open(OPENED).outcome(DEADLINE.plusNanos(1))).isEqualTo(Outcome.BREACHED);
  }

  @Test
  void speaksEachStepOnceWhenItsTimeHasPassed() {
    SlaClock clock = open(OPENED);
    assertThat(speak(clock, OPENED)).containsExactly(Step.STARTED);
    clock = clock.spoke(List.of(Step.STARTED));
    assertThat(clock.nextDue()).contains(AT_RISK);
    assertThat(speak(clock, AT_RISK)).isEmpty();
    assertThat(speak(clock, AT_RISK.plusNanos(1))).containsExactly(Step.AT_RISK);
    clock = clock.spoke(List.of(Step.AT_RISK));
    assertThat(clock.nextDue()).contains(DEADLINE);
    assertThat(speak(clock, DEADLINE.plusMillis(1))).containsExactly(Step.BREACHED);
    clock = clock.spoke(List.of(Step.BREACHED));
    assertThat(clock.nextDue()).isEmpty();
    assertThat(speak(clock, DEADLINE.plusSeconds(100))).isEmpty();
  }

  @Test
  void historyIsNotLiveAndWaitsForTheFactsOfItsTime() {
    SlaClock clock = open(DEADLINE.plusSeconds(3600));
    Instant now = DEADLINE.plusSeconds(3601);
    assertThat(clock.isLive(Step.AT_RISK)).isFalse();
    assertThat(clock.isLive(Step.BREACHED)).isFalse();
    assertThat(clock.outcome(now)).isEqualTo(Outcome.BREACHED);
    assertThat(clock.unspoken(now, OPENED.plusSeconds(50)))
        .containsExactly(Step.STARTED, Step.AT_RISK);
    assertThat(clock.unspoken(now, now)).containsExactly(Step.STARTED, Step.AT_RISK, Step.BREACHED);
  }

  @Test
  void aClockFirstSeenWhenAtRiskStillBreachesLive() {
    SlaClock clock = open(AT_RISK.plusSeconds(1));
    assertThat(clock.isLive(Step.AT_RISK)).isFalse();
    assertThat(clock.isLive(Step.BREACHED)).isTrue();
  }

  @Test
  void aFactThatComesLateCorrectsABreach() {
    SlaClock breached = open(OPENED).spoke(List.of(Step.STARTED, Step.AT_RISK, Step.BREACHED));
    ClockFacts facts = opened().with(fact(2, Kind.RESOLVED, OPENED.plusSeconds(50)));
    SlaClock corrected = SlaClocks.after(List.of(breached), facts.runs(), DEADLINE).get(0);
    assertThat(corrected.outcome(DEADLINE.plusSeconds(9))).isEqualTo(Outcome.MET);
    assertThat(speak(corrected, DEADLINE.plusSeconds(9))).containsExactly(Step.MET);
  }

  @Test
  void aClockThatTheFactsNoLongerStartIsCancelled() {
    SlaClock started = open(OPENED).spoke(List.of(Step.STARTED));
    SlaClock cancelled = SlaClocks.after(List.of(started), List.of(), OPENED).get(0);
    assertThat(cancelled.outcome(DEADLINE.plusSeconds(1))).isEqualTo(Outcome.CANCELLED);
    assertThat(speak(cancelled, DEADLINE.plusSeconds(1))).containsExactly(Step.CANCELLED);
    assertThat(cancelled.nextDue()).isEmpty();
  }

  @Test
  void idsAreAFunctionOfTheStep() {
    assertThat(open(OPENED).name(Step.AT_RISK)).isEqualTo("standard/resolve/at-risk:1");
    assertThat(open(OPENED).eventId("w", Step.BREACHED))
        .isEqualTo(open(AT_RISK).eventId("w", Step.BREACHED))
        .isNotEqualTo(open(OPENED).eventId("w", Step.AT_RISK));
  }

  @Property
  void whatIsOnRecordInTheEndDoesNotDependOnWhenItWasSpoken(
      @ForAll @IntRange(max = 120) int stop, @ForAll @IntRange(max = 120) int tick) {
    Instant end = OPENED.plusSeconds(300);
    SlaClock atOnce = stopped(OPENED.plusSeconds(stop));
    SlaClock stepwise = open(OPENED);
    Instant now = OPENED.plusSeconds(Math.min(tick, stop));
    stepwise = stepwise.spoke(stepwise.unspoken(now, now));
    ClockFacts facts = opened().with(fact(2, Kind.RESOLVED, OPENED.plusSeconds(stop)));
    stepwise = SlaClocks.after(List.of(stepwise), facts.runs(), now).get(0);
    assertThat(stepwise.spoke(stepwise.unspoken(end, end)).spoken())
        .isEqualTo(atOnce.spoke(atOnce.unspoken(end, end)).spoken());
    assertThat(stepwise.outcome(end)).isEqualTo(atOnce.outcome(OPENED));
  }

  @Test
  void elapsedTimesTakeTheirFraction() {
    SlaDuration hour = new SlaDuration.Elapsed(Duration.ofHours(1));
    assertThat(SlaTimes.deadline(OPENED, hour, null)).isEqualTo(OPENED.plusSeconds(3600));
    assertThat(SlaTimes.atRisk(OPENED, hour, null, 0.75)).isEqualTo(OPENED.plusSeconds(2700));
  }

  private static List<Step> speak(SlaClock clock, Instant now) {
    return clock.unspoken(now, now);
  }

  private static SlaClock open(Instant firstSeen) {
    return SlaClocks.after(List.of(), opened().runs(), firstSeen).get(0);
  }

  private static SlaClock stopped(Instant at) {
    return SlaClocks.after(List.of(), opened().with(fact(2, Kind.RESOLVED, at)).runs(), OPENED)
        .get(0);
  }

  private static ClockFacts opened() {
    return ClockFacts.NONE.with(
        new ClockFact(
            1,
            Kind.OPENED,
            OPENED,
            true,
            List.of(new SlaPlan("standard", Target.RESOLVE, AT_RISK, DEADLINE))));
  }

  private static ClockFact fact(long sequence, Kind kind, Instant at) {
    return new ClockFact(sequence, kind, at, true, List.of());
  }
}
