package io.breakwater.flink.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Origin;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.event.Severity;
import io.breakwater.domain.incident.IncidentEvent;
import io.breakwater.domain.incident.IncidentEvent.Change;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.trace.TraceContext;
import io.breakwater.flink.correlation.CorrelationJob;
import io.breakwater.flink.job.JobArguments;
import io.breakwater.flink.kafka.TestKafka;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * An incident of ten members that is open in the savepoint; then half of them again, five more, and
 * what moves event time past its end.
 */
final class CorrelationSample implements Sample {
  private static final Instant NOON = Instant.parse("2026-03-31T12:00:00Z");
  private static final String POLICY =
      """
      policy: upgrade
      version: "1"
      effective_from: 2026-01-01T00:00:00Z
      scoring:
        base: {LOW: 10, MEDIUM: 30, HIGH: 55, CRITICAL: 75}
        priorities: {P1: 80, P2: 60, P3: 35}
      correlation:
        rules:
          - name: host
            when: score >= 30
            by: event.attributes.host
            session_gap: PT10S
            max_duration: PT5M
            min_members: 3
            grow_every: PT1S
            parent: site
          - name: site
            session_gap: PT1M
            min_members: 5
      routing:
        default_desk: ops
      desks:
        ops: {}
      """;

  @Override
  public String job() {
    return CorrelationJob.NAME;
  }

  /** So that the last seconds wait for what would come next. */
  @Override
  public JobArguments argumentsBefore() {
    return JobArguments.of(Map.of("idleness", "PT1H"));
  }

  @Override
  public void before(TestKafka kafka) {
    kafka.sendPolicy("upgrade@1", POLICY);
    IntStream.range(0, 10).forEach(i -> send(kafka, i, i, "h"));
  }

  @Override
  public void assertSettled(TestKafka kafka) {
    assertThat(kafka.counts(job())).containsEntry("received", 10L).containsEntry("members", 20L);
    assertThat(incidentsOfHost(kafka))
        .extracting(IncidentEvent::change)
        .contains(Change.OPENED)
        .doesNotContain(Change.CLOSED);
  }

  @Override
  public void after(TestKafka kafka) {
    IntStream.range(0, 5).forEach(i -> send(kafka, i, i, "h"));
    IntStream.range(10, 15).forEach(i -> send(kafka, i, i, "h"));
    send(kafka, 100, 200, "elsewhere");
    send(kafka, 101, 200, "elsewhere");
  }

  @Override
  public void assertGoesOn(TestKafka kafka) {
    assertThat(kafka.counts(job()))
        .containsEntry("received", 22L)
        .containsEntry("duplicate", 10L)
        .containsEntry("late", 0L)
        .containsEntry("opened", 2L);
    List<IncidentEvent> said = incidentsOfHost(kafka);
    assertThat(said).extracting(IncidentEvent::incidentId).containsOnly(said.get(0).incidentId());
    assertThat(said)
        .extracting(IncidentEvent::change)
        .doesNotContain(Change.OPENED, Change.REVISED)
        .contains(Change.CLOSED);
    IncidentEvent last = said.get(said.size() - 1);
    assertThat(last.memberCount()).isEqualTo(15);
    assertThat(last.firstAt()).isEqualTo(NOON);
  }

  private static List<IncidentEvent> incidentsOfHost(TestKafka kafka) {
    return kafka.read(kafka.topics().incidents(), IncidentEvent.class).stream()
        .filter(incident -> incident.rule().equals("host"))
        .toList();
  }

  private static void send(TestKafka kafka, int i, int second, String host) {
    ExceptionEvent event =
        new ExceptionEvent(
            "E" + i,
            "ids",
            Kind.RAISED,
            "ids.alert",
            Severity.MEDIUM,
            NOON.plusSeconds(second),
            null,
            null,
            null,
            Map.of("host", host));
    ScoredException scored =
        new ScoredException(
            event.eventId(),
            event,
            TraceContext.mintFrom(event.exceptionId()),
            new Origin("exceptions", 0, i, event.occurredAt().plusSeconds(1)),
            50,
            Priority.P3,
            List.of(),
            Map.of(),
            "upgrade@1",
            false);
    kafka.send(kafka.topics().scored(), i % TestKafka.PARTITIONS, event.key(), Json.bytes(scored));
  }
}
