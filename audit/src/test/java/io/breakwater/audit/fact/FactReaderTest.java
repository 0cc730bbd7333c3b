package io.breakwater.audit.fact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.audit.ledger.Fact;
import io.breakwater.domain.event.Contribution;
import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Origin;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.event.Severity;
import io.breakwater.domain.identity.Identity;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.topic.Topics;
import io.breakwater.domain.trace.TraceContext;
import io.breakwater.domain.work.WorkItemEvent;
import io.breakwater.domain.work.WorkRecord;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class FactReaderTest {
  private static final Topics TOPICS = Topics.DEFAULT;
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String TRACEPARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";
  private static final Instant AT = Instant.parse("2026-03-02T10:15:30.5Z");
  private static final String EVENT =
      """
      {"source_id":"payments","exception_id":"E-1","type":"payment.rejected",
       "occurred_at":"2026-03-02T10:15:30.5Z"}""";

  private final FactReader reader = new FactReader(TOPICS);

  @Test
  void anExceptionTellsItsWorkItemAndItsEventTime() {
    Fact fact = read(TOPICS.exceptions(), EVENT, Map.of("traceparent", TRACEPARENT));
    assertThat(fact.traceId()).isEqualTo(TRACE);
    assertThat(fact.kind()).isEqualTo("RAISED");
    assertThat(fact.occurredAt()).isEqualTo(AT.toEpochMilli());
    assertThat(fact.at()).isEqualTo(1_000);
    assertThat(fact.workItemId()).isEqualTo(Identity.workItemId("payments", "E-1"));
    assertThat(fact.summary())
        .isEqualTo(
            "{\"source_id\":\"payments\",\"exception_id\":\"E-1\",\"type\":\"payment.rejected\",\"severity\":\"MEDIUM\"}");
  }

  @Test
  void anExceptionWithoutTraceGetsTheOneThatTheJobMintsToo() {
    assertThat(read(TOPICS.exceptions(), EVENT, Map.of()).traceId())
        .isEqualTo(TraceContext.mint(TOPICS.exceptions(), 3, 42).traceId());
  }

  @Test
  void aTraceInsideTheExceptionCounts() {
    String value = EVENT.replace("{", "{\"traceparent\":\"" + TRACEPARENT + "\",");
    assertThat(read(TOPICS.exceptions(), value, Map.of()).traceId()).isEqualTo(TRACE);
    assertThat(
            read(
                    TOPICS.exceptions(),
                    EVENT,
                    Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", "1",
                        "ce_source", "payments",
                        "ce_type", "payment.rejected",
                        "ce_traceparent", TRACEPARENT))
                .traceId())
        .isEqualTo(TRACE);
  }

  @Test
  void aMalformedExceptionIsAFactWithItsReason() {
    Fact fact = read(TOPICS.exceptions(), "no json", Map.of());
    assertThat(fact.kind()).isEqualTo("invalid");
    assertThat(fact.summary()).contains("not-json");
    assertThat(fact.workItemId()).isNull();
    assertThat(fact.occurredAt()).isNull();
  }

  @Test
  void aScoredExceptionBelongsToTheWorkItemOfItsException() {
    ScoredException scored =
        new ScoredException(
            "id",
            new ExceptionEvent(
                "E-1",
                "payments",
                Kind.UPDATED,
                "payment.rejected",
                Severity.HIGH,
                AT,
                null,
                null,
                null,
                Map.of("note", "x".repeat(5_000))),
            TraceContext.parse(TRACEPARENT).orElseThrow(),
            new Origin(TOPICS.exceptions(), 0, 1, AT),
            70,
            Priority.P2,
            List.of(new Contribution("base", "base", 70, null)),
            Map.of(),
            "p@1",
            true);
    Fact fact = read(TOPICS.scored(), Json.text(scored), Map.of());
    assertThat(fact.traceId()).isEqualTo(TRACE);
    assertThat(fact.kind()).isEqualTo("UPDATED");
    assertThat(fact.workItemId()).isEqualTo(Identity.workItemId("payments", "E-1"));
    assertThat(fact.occurredAt()).isEqualTo(AT.toEpochMilli());
    assertThat(fact.summary()).contains("\"score\":\"70\"", "\"priority\":\"P2\"");
    assertThat(fact.summary().length()).isLessThan(400);
  }

  @Test
  void aWorkRecordTellsWhatHappenedAndByWhom() {
    WorkRecord record =
        new WorkRecord(
            TRACE,
            2,
            AT,
            new WorkItemEvent.Assigned("settlements", "ana", "least loaded", TRACE, AT, "policy"));
    Fact fact = read(TOPICS.work(), Json.text(record), Map.of("traceparent", TRACEPARENT));
    assertThat(fact.kind()).isEqualTo("assigned");
    assertThat(fact.workItemId()).isEqualTo(TRACE);
    assertThat(fact.summary())
        .isEqualTo(
            "{\"sequence\":\"2\",\"desk\":\"settlements\",\"assignee\":\"ana\",\"reason\":\"least loaded\",\"by\":\"policy\"}");
  }

  @Test
  void longTextsAreCut() {
    Fact fact =
        read(
            TOPICS.notifications(),
            Json.text(Map.of("status", "SENT", "subject", "ä".repeat(900))),
            Map.of());
    assertThat(fact.summary()).hasSizeLessThan(250).endsWith("ä…\"}");
  }

  @Property(tries = 300)
  void anyBytesOnAnyTopicGiveAFactThatPostgresCanHold(
      @ForAll byte[] value, @ForAll String kind, @ForAll byte[] header) {
    for (String topic : TOPICS.facts()) {
      Map<String, Object> fields = new HashMap<>();
      for (String field : List.of("kind", "code", "step", "status")) {
        fields.put(field, kind);
      }
      fields.put("event", Map.of("type", kind, "kind", kind, "occurred_at", kind));
      fields.put("trace_id", kind);
      for (byte[] bytes : List.of(value, Json.bytes(fields))) {
        Fact fact = reader.read(record(topic, bytes, Map.of("traceparent", header)));
        assertThat(fact.traceId()).matches("[0-9a-f]{32}");
        assertThat(fact.kind() + fact.summary()).doesNotContain("\0");
        assertThat(fact.leafHash()).isNotNull();
      }
    }
  }

  @Test
  void aRecordWithoutKeyValueOrHeadersIsAFactToo() {
    for (String topic : TOPICS.facts()) {
      Fact fact = reader.read(new ConsumerRecord<byte[], byte[]>(topic, 0, 7, null, null));
      assertThat(fact.kind()).isIn("invalid", "unreadable");
    }
  }

  private Fact read(String topic, String value, Map<String, String> headers) {
    Map<String, byte[]> bytes = new HashMap<>();
    headers.forEach((name, text) -> bytes.put(name, text.getBytes(UTF_8)));
    return reader.read(record(topic, value.getBytes(UTF_8), bytes));
  }

  private static ConsumerRecord<byte[], byte[]> record(
      String topic, byte[] value, Map<String, byte[]> headers) {
    RecordHeaders kafkaHeaders = new RecordHeaders();
    headers.forEach(kafkaHeaders::add);
    return new ConsumerRecord<>(
        topic,
        3,
        42,
        1_000,
        TimestampType.CREATE_TIME,
        3,
        value.length,
        "key".getBytes(UTF_8),
        value,
        kafkaHeaders,
        java.util.Optional.empty());
  }
}
