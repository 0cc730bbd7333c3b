package io.breakwater.flink.upgrade;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.event.ScoredException;
import io.breakwater.flink.job.JobArguments;
import io.breakwater.flink.kafka.TestKafka;
import io.breakwater.flink.scoring.ScoringJob;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Twenty events, of which the last wait for event time in the savepoint; then half of them again,
 * and five new ones that count all of them.
 */
final class ScoringSample implements Sample {
  private static final Instant NOON = Instant.parse("2026-03-31T12:00:00Z");
  private static final String POLICY =
      """
      policy: upgrade
      version: "1"
      effective_from: 2026-01-01T00:00:00Z
      features:
        declare:
          - {name: events, by: event.source_id, window: PT10M, aggregate: count}
          - {name: spent, by: event.source_id, value: event.amount, window: PT10M, aggregate: sum}
          - {name: markets, by: event.source_id, value: event.attributes.market, window: PT10M,
             aggregate: distinct}
          - {name: usual, by: event.source_id, value: event.amount, window: PT1M,
             aggregate: z-score, warm_up: 2}
      scoring:
        base: {LOW: 10, MEDIUM: 30, HIGH: 55, CRITICAL: 75}
        rules:
          - {name: many, when: features.events > 10.0, add: 20}
        priorities: {P1: 80, P2: 60, P3: 35}
      routing:
        default_desk: ops
      desks:
        ops: {}
      """;

  @Override
  public String job() {
    return ScoringJob.NAME;
  }

  /** So that the last five seconds wait for what would come next. */
  @Override
  public JobArguments argumentsBefore() {
    return JobArguments.of(Map.of("idleness", "PT1H"));
  }

  @Override
  public void before(TestKafka kafka) {
    kafka.sendPolicy("upgrade@1", POLICY);
    kafka.send(kafka.topics().exceptions(), 0, "poison", "{\"poison".getBytes(UTF_8));
    IntStream.range(0, 20).forEach(i -> send(kafka, i));
  }

  @Override
  public void assertSettled(TestKafka kafka) {
    assertThat(kafka.counts(job()))
        .containsEntry("received", 21L)
        .containsEntry("invalid", 1L)
        // The watermark is five seconds behind that partition whose last event is older.
        .containsEntry("scored", 13L);
  }

  @Override
  public void after(TestKafka kafka) {
    IntStream.range(0, 10).forEach(i -> send(kafka, i));
    IntStream.range(20, 25).forEach(i -> send(kafka, i));
  }

  @Override
  public void assertGoesOn(TestKafka kafka) {
    assertThat(kafka.counts(job()))
        .containsEntry("received", 36L)
        .containsEntry("invalid", 1L)
        .containsEntry("duplicate", 10L)
        .containsEntry("scored", 25L);
    List<ScoredException> scored = kafka.read(kafka.topics().scored(), ScoredException.class);
    assertThat(scored)
        .extracting(each -> each.event().exceptionId())
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(13, 25).mapToObj(i -> "E" + i).toList());
    assertThat(scored)
        .filteredOn(each -> each.event().exceptionId().equals("E24"))
        .allSatisfy(
            last -> {
              assertThat(last.score()).isEqualTo(75);
              assertThat(last.features())
                  .containsEntry("events", 25.0)
                  .containsEntry("spent", 2_500.0)
                  .containsEntry("markets", 3.0)
                  .containsEntry("usual", 0.0);
            });
  }

  private static void send(TestKafka kafka, int i) {
    kafka.send(
        kafka.topics().exceptions(),
        i % TestKafka.PARTITIONS,
        "E" + i,
        """
        {"exception_id": "E%d", "source_id": "bank-1", "type": "settlement.fail",
         "severity": "HIGH", "occurred_at": "%s", "amount": 100, "currency": "EUR",
         "attributes": {"market": "M%d"}}\
        """
            .formatted(i, NOON.plusSeconds(i), i % 3)
            .getBytes(UTF_8));
  }
}
