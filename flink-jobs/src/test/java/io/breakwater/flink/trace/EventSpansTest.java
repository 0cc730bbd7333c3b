package io.breakwater.flink.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.trace.TraceContext;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventSpansTest {
  private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-";
  private static final Instant NOON = Instant.parse("2026-03-31T12:00:00Z");

  private final Exported exported = new Exported();
  private final OpenTelemetry sdk =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(exported))
                  .build())
          .build();

  @Test
  void aSpanIsAChildOfTheProducersAndBeginsWhenTheBrokerGotTheEvent() {
    record(EventSpans.of(sdk), "01");

    assertThat(exported.spans).hasSize(1);
    SpanData span = exported.spans.get(0);
    assertThat(span.getName()).isEqualTo("score");
    assertThat(span.getTraceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    assertThat(span.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
    assertThat(span.getParentSpanContext().isRemote()).isTrue();
    assertThat(span.getStartEpochNanos()).isEqualTo(NOON.getEpochSecond() * 1_000_000_000);
    assertThat(span.getAttributes().asMap().toString()).contains("bank-1");
  }

  @Test
  void whatTheProducerDoesNotRecordWeDoNot() {
    record(EventSpans.of(sdk), "00");

    assertThat(exported.spans).isEmpty();
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

  private static final class Exported implements SpanExporter {
    private final List<SpanData> spans = new ArrayList<>();

    @Override
    public CompletableResultCode export(Collection<SpanData> batch) {
      spans.addAll(batch);
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
