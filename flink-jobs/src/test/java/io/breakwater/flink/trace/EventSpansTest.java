package io.breakwater.flink.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.trace.TraceContext;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventSpansTest {
  private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-";
  private static final Instant NOON = Instant.parse("2026-03-31T12:00:00Z");

  private final ExportedSpans exported = new ExportedSpans();

  @Test
  void aSpanIsAChildOfTheProducersAndBeginsWhenTheBrokerGotTheEvent() {
    record(EventSpans.of(exported.sdk()), "01");

    SpanData span = exported.only();
    assertThat(span.getName()).isEqualTo("score");
    assertThat(span.getTraceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    assertThat(span.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
    assertThat(span.getParentSpanContext().isRemote()).isTrue();
    assertThat(span.getStartEpochNanos()).isEqualTo(NOON.getEpochSecond() * 1_000_000_000);
    assertThat(span.getAttributes().asMap().toString()).contains("bank-1");
  }

  @Test
  void whatTheProducerDoesNotRecordWeDoNot() {
    record(EventSpans.of(exported.sdk()), "00");

    assertThat(exported.spans()).isEmpty();
  }

  @Test
  void withoutAnSdkNothingIsEvenDescribed() {
    EventSpans.of(OpenTelemetry.noop())
        .record(
            "score",
            TraceContext.parse(PARENT + "01").orElseThrow(),
            NOON,
            span -> {
              throw new AssertionError("described");
            });
  }

  private static void record(EventSpans spans, String flags) {
    spans.record(
        "score",
        TraceContext.parse(PARENT + flags).orElseThrow(),
        NOON,
        span -> span.setAttribute("breakwater.source_id", "bank-1"));
  }
}
