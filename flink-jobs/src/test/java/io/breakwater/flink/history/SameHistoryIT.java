package io.breakwater.flink.history;

import static io.breakwater.flink.history.History.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.event.DeadLetter;
import io.breakwater.domain.incident.IncidentEvent;
import io.breakwater.domain.incident.IncidentEvent.Change;
import io.breakwater.domain.sla.Outcome;
import io.breakwater.domain.sla.report.SlaOutcome;
import io.breakwater.domain.sla.report.SlaReport.Revision;
import io.breakwater.domain.sla.report.SlaWindow;
import io.breakwater.flink.embedded.EmbeddedFlink;
import io.breakwater.flink.kafka.TestKafka;
import io.breakwater.flink.scoring.ScoringJob;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One history gives the same scores, the same incidents and the same SLA report, in five orders of
 * arrival, at parallelism 1, 2 and 4, and although every job is cancelled without a savepoint in
 * the middle: all three jobs side by side, between real topics. What each run must say is what an
 * undisturbed one said, which got the events in their order.
 */
class SameHistoryIT {
  private static final int MOST_PARALLELISM = 4;

  @TempDir static Path directory;

  private static TestKafka kafka;
  private static EmbeddedFlink flink;
  private static Results expected;

  @BeforeAll
  static void undisturbed() throws Exception {
    kafka = TestKafka.start(directory.resolve("kafka"), 0, "no-run.");
    flink = ThreeJobs.cluster(directory.resolve("flink"), MOST_PARALLELISM);
    try (Run run = run(kafka.under("undisturbed.", History.PARTITIONS), 1)) {
      run.take(History.inOrder(), false);
      run.await("the end", () -> assertThat(isAtTheEnd(run.results())).isTrue());
      expected = run.end();
    }
  }

  @AfterAll
  static void stop() {
    flink.close();
    kafka.close();
  }

  @ParameterizedTest(name = "order {0}, parallelism {1}")
  @CsvSource({"1,1", "2,2", "3,4", "4,2", "5,4"})
  void saysTheSame(int order, int parallelism) throws Exception {
    TestKafka topics = kafka.under("order-" + order + ".", History.PARTITIONS);
    try (Run run = run(topics, parallelism)) {
      run.take(History.inOrder(order), true);
      run.await("the same", () -> assertIsExpected(run.results()));
      run.await("all to be counted", () -> assertIsCounted(run.upstream(), topics));
      assertIsExpected(run.end());
      assertThat(run.scored().repeated()).as("what the crash repeated").isPositive();
      assertThat(run.disorder()).as("what the jobs were told").allMatch(ThreeJobs::isInOrder);
    }
  }

  /** Of incidents not only what they are in the end, but every record on the way there. */
  private static void assertIsExpected(Results results) {
    assertThat(results.scored()).isEqualTo(expected.scored());
    assertThat(results.incidents()).isEqualTo(expected.incidents());
    assertThat(results.standing()).isEqualTo(expected.standing());
    assertThat(results.report()).isEqualTo(expected.report());
  }

  /** Every record counts once, although the job read some of them twice. */
  private static void assertIsCounted(Upstream upstream, TestKafka topics) {
    assertThat(topics.counts(ScoringJob.NAME)).containsAllEntriesOf(upstream.counts());
    assertThat(topics.read(topics.topics().deadLetters(), DeadLetter.class))
        .extracting(DeadLetter::payload)
        .hasSameElementsAs(upstream.poison());
    assertThat(upstream.counts().get("duplicate")).isPositive();
  }

  @Test
  void theHistoryHasSomethingOfEverything() {
    assertThat(expected.scored()).hasSizeGreaterThan(300);
    assertThat(expected.scored().values())
        .anyMatch(scored -> scored.get("policy_version").asText().equals(TwoPolicies.FIRST))
        .anyMatch(scored -> scored.get("policy_version").asText().equals(TwoPolicies.SECOND));
    assertThat(expected.scored().values()).filteredOn(s -> s.get("late").asBoolean()).hasSize(1);
    assertThat(rules(expected)).contains("busy", "new", "unusual");

    assertThat(expected.said()).extracting(IncidentEvent::change).contains(Change.values());
    assertThat(expected.standing()).hasSizeGreaterThan(20);
    assertThat(expected.standing().values())
        .anyMatch(incident -> incident.parentId() != null)
        .anyMatch(incident -> incident.policyVersion().equals(TwoPolicies.FIRST))
        .anyMatch(incident -> incident.policyVersion().equals(TwoPolicies.SECOND));

    assertThat(expected.reported(SlaOutcome.class))
        .anyMatch(clock -> clock.outcome() == Outcome.MET)
        .anyMatch(clock -> clock.outcome() == Outcome.BREACHED)
        .anyMatch(clock -> clock.sla().equals("urgent"))
        .anyMatch(clock -> clock.run() == 2);
    assertThat(expected.reported(SlaWindow.class))
        .anyMatch(window -> window.timeToResolve() != null)
        .anyMatch(window -> window.length().equals(Duration.ofMinutes(10)))
        .anyMatch(window -> window.revision() == Revision.REVISED);
  }

  /** The names of those that had an effect on a score. */
  private static Stream<String> rules(Results results) {
    return results.scored().values().stream()
        .flatMap(scored -> scored.get("contributions").findValuesAsText("rule").stream())
        .distinct();
  }

  private static Run run(TestKafka topics, int parallelism) {
    return new Run(flink, directory.resolve("flink"), topics, parallelism);
  }

  /** The last that is ever said was said; at parallelism 1 everything is said in its order. */
  private static boolean isAtTheEnd(Results results) {
    Instant last = NOON.plus(History.LAST_RAISED);
    Instant over = last.plus(Duration.ofMinutes(10));
    long closed =
        results
            .said()
            .filter(said -> said.change() == Change.CLOSED && said.firstAt().equals(last))
            .count();
    return closed == TwoPolicies.CORRELATION_RULES
        && results.reported(SlaWindow.class).anyMatch(window -> window.end().equals(over));
  }
}
