package io.breakwater.domain.sla;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.sla.ClockFact.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ClockFactsTest {
  private static final Instant T0 = Instant.parse("2026-11-21T10:00:00Z");

  @Test
  void resolvingAlsoStopsWhatWasToAcknowledge() {
    SlaRun run = runs(upstream(1, Kind.OPENED, 0), upstream(2, Kind.RESOLVED, 60)).get(0);
    assertThat(run.stoppedAt(Target.ACKNOWLEDGE)).isEqualTo(at(60));
    assertThat(run.stoppedAt(Target.RESOLVE)).isEqualTo(at(60));
  }

  @Test
  void acknowledgingStopsOnlyItsOwnTarget() {
    SlaRun run = runs(upstream(1, Kind.OPENED, 0), person(2, Kind.ACKNOWLEDGED, 30)).get(0);
    assertThat(run.stoppedAt(Target.ACKNOWLEDGE)).isEqualTo(at(30));
    assertThat(run.stoppedAt(Target.RESOLVE)).isNull();
  }

  @Test
  void aResolvedThatOvertookItsRaisedWaitsForIt() {
    ClockFact resolved = upstream(1, Kind.RESOLVED, 60);
    assertThat(runs(resolved)).isEmpty();
    assertThat(runs(resolved, upstream(2, Kind.OPENED, 0)))
        .isEqualTo(runs(upstream(1, Kind.OPENED, 0), upstream(2, Kind.RESOLVED, 60)));
  }

  @Test
  void anUpdateThatCameFirstOpensUntilTheRaisedSaysBetter() {
    ClockFact updated = upstream(1, Kind.OPENED_BY_UPDATE, 40);
    assertThat(runs(updated)).extracting(SlaRun::openedAt).containsExactly(at(40));
    assertThat(runs(updated, upstream(2, Kind.OPENED, 10)))
        .extracting(SlaRun::openedAt)
        .containsExactly(at(10));
    assertThat(runs(updated, upstream(2, Kind.RESOLVED, 20))).isEmpty();
  }

  @Test
  void reopeningStartsANewRun() {
    List<SlaRun> runs =
        runs(
            upstream(1, Kind.OPENED, 0),
            upstream(2, Kind.RESOLVED, 60),
            upstream(3, Kind.OPENED, 90));
    assertThat(runs).extracting(SlaRun::number).containsExactly(1, 2);
    assertThat(runs.get(0).resolvedAt()).isEqualTo(at(60));
    assertThat(runs.get(1).openedAt()).isEqualTo(at(90));
    assertThat(runs.get(1).resolvedAt()).isNull();
  }

  @Test
  void aRaisedAtTheTimeOfItsResolvedDoesNotReopen() {
    assertThat(runs(upstream(1, Kind.RESOLVED, 60), upstream(2, Kind.OPENED, 60)))
        .containsExactly(new SlaRun(1, at(60), List.of(), null, at(60)));
  }

  @Test
  void whatAPersonDidStopsTheClockEvenIfTheUpstreamsClockRunsAhead() {
    SlaRun run = runs(upstream(1, Kind.OPENED, 5), person(2, Kind.ACKNOWLEDGED, 3)).get(0);
    assertThat(run.acknowledgedAt()).isEqualTo(at(5));
    assertThat(
            runs(
                upstream(1, Kind.OPENED, 0),
                upstream(2, Kind.RESOLVED, 9),
                person(3, Kind.OPENED, 7)))
        .hasSize(2);
  }

  @Test
  void whatAnIncidentAbsorbedHasNoClocksUntilItIsRaisedAnew() {
    SlaPlan plan = new SlaPlan("a", Target.RESOLVE, at(10), at(20));
    ClockFact opened = new ClockFact(1, Kind.OPENED, at(0), true, List.of(plan));
    ClockFact absorbed = person(2, Kind.ABSORBED, 500);
    assertThat(runs(opened).get(0).plans()).containsExactly(plan);
    assertThat(runs(opened, absorbed, upstream(3, Kind.OPENED, 5)))
        .containsExactly(new SlaRun(1, at(0), List.of(), null, null));

    List<SlaRun> again =
        runs(
            opened,
            absorbed,
            upstream(3, Kind.RESOLVED, 30),
            new ClockFact(4, Kind.OPENED, at(40), true, List.of(plan)));
    assertThat(again).extracting(SlaRun::number).containsExactly(1, 2);
    assertThat(again.get(0).plans()).isEmpty();
    assertThat(again.get(1).plans()).containsExactly(plan);
  }

  @Test
  void whatWasUndoneNeverCountedInWhateverOrderItComes() {
    ClockFact opened = upstream(1, Kind.OPENED, 0);
    ClockFact resolved = person(2, Kind.RESOLVED, 30);
    ClockFacts first = ClockFacts.NONE.with(opened).with(resolved).without(2, at(40));
    ClockFacts last = ClockFacts.NONE.with(opened).without(2, at(40)).with(resolved);

    assertThat(first.runs()).isEqualTo(runs(opened)).isEqualTo(last.runs());
    assertThat(first.with(person(3, Kind.RESOLVED, 50)).runs().get(0).resolvedAt())
        .isEqualTo(at(50));
  }

  @Test
  void whatWasMergedHasNoClocksUntilItIsSplitOffAndThenThoseItHad() {
    SlaPlan plan = new SlaPlan("a", Target.RESOLVE, at(10), at(20));
    ClockFact opened = new ClockFact(1, Kind.OPENED, at(0), true, List.of(plan));
    ClockFacts merged =
        ClockFacts.NONE
            .with(opened)
            .with(person(2, Kind.MERGED, 5))
            .with(upstream(3, Kind.RESOLVED, 30))
            .with(new ClockFact(4, Kind.OPENED, at(40), true, List.of(plan)));

    assertThat(merged.runs()).allMatch(run -> run.plans().isEmpty());
    assertThat(merged.without(2, at(60)).runs())
        .extracting(SlaRun::openedAt)
        .containsExactly(at(0), at(40));
  }

  @Property
  void theOrderOfArrivalDoesNotMatter(
      @ForAll("upstreamFacts") List<ClockFact> facts, @ForAll Random random) {
    List<ClockFact> shuffled = new ArrayList<>(facts);
    Collections.shuffle(shuffled, random);
    List<ClockFact> journaled = new ArrayList<>();
    for (ClockFact fact : shuffled) {
      journaled.add(
          new ClockFact(journaled.size() + 1, fact.kind(), fact.at(), true, fact.plans()));
    }
    assertThat(runs(journaled.toArray(ClockFact[]::new)))
        .as("the work item met them in another order")
        .isEqualTo(runs(facts.toArray(ClockFact[]::new)));
    Collections.shuffle(journaled, random);
    journaled.addAll(facts.isEmpty() ? List.of() : List.of(journaled.get(0)));
    assertThat(runs(journaled.toArray(ClockFact[]::new)))
        .as("the records came in another order, and one twice")
        .isEqualTo(runs(facts.toArray(ClockFact[]::new)));
  }

  @Property
  void runsFollowEachOther(@ForAll("upstreamFacts") List<ClockFact> facts) {
    Instant end = Instant.MIN;
    for (SlaRun run : runs(facts.toArray(ClockFact[]::new))) {
      assertThat(run.openedAt()).isAfter(end);
      end = run.resolvedAt() == null ? Instant.MAX : run.resolvedAt();
    }
  }

  @Provide
  Arbitrary<List<ClockFact>> upstreamFacts() {
    return Combinators.combine(
            Arbitraries.of(Kind.OPENED, Kind.RESOLVED, Kind.ACKNOWLEDGED),
            Arbitraries.integers().between(0, 12))
        .as((kind, seconds) -> upstream(0, kind, seconds))
        .list()
        .ofMaxSize(8)
        .map(
            list -> {
              List<ClockFact> numbered = new ArrayList<>();
              for (ClockFact fact : list) {
                numbered.add(
                    new ClockFact(numbered.size() + 1, fact.kind(), fact.at(), true, fact.plans()));
              }
              return numbered;
            });
  }

  private static List<SlaRun> runs(ClockFact... facts) {
    ClockFacts all = ClockFacts.NONE;
    for (ClockFact fact : facts) {
      all = all.with(fact);
    }
    return all.runs();
  }

  private static ClockFact upstream(long sequence, Kind kind, int seconds) {
    return new ClockFact(sequence, kind, at(seconds), true, List.of());
  }

  private static ClockFact person(long sequence, Kind kind, int seconds) {
    return new ClockFact(sequence, kind, at(seconds), false, List.of());
  }

  private static Instant at(int seconds) {
    return T0.plusSeconds(seconds);
  }
}
