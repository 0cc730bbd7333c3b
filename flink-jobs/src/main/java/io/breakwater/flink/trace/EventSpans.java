package io.breakwater.flink.trace;

import io.breakwater.domain.trace.TraceContext;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Spans of what a job did with an event, as children of its producer's span. There are some only
 * where the producer records that trace and this process has an OpenTelemetry SDK; everywhere else
 * asking costs a comparison.
 */
public final class EventSpans {
  private static final String SCOPE = "io.breakwater.flink";

  /** Null where this process records nothing. */
  private final Tracer tracer;

  private EventSpans(Tracer tracer) {
    this.tracer = tracer;
  }

  /**
   * With the SDK that the process has registered, if it has; to be called when an operator opens.
   */
  public static EventSpans ofProcess() {
    return of(GlobalOpenTelemetry.getOrNoop());
  }

  /** With a given SDK. */
  static EventSpans of(OpenTelemetry telemetry) {
    TracerProvider provider = telemetry.getTracerProvider();
    return new EventSpans(provider == TracerProvider.noop() ? null : provider.get(SCOPE));
  }

  /**
   * Records one that ends now.
   *
   * @param from when it began: as a rule, when the broker got the event
   * @param describe adds attributes; not called where nothing is recorded
   */
  public void record(
      String name, TraceContext trace, Instant from, Consumer<SpanBuilder> describe) {
    if (tracer == null || trace.unsampled()) {
      return;
    }
    SpanBuilder span =
        tracer
            .spanBuilder(name)
            .setParent(Context.root().with(Span.wrap(parent(trace))))
            .setSpanKind(SpanKind.CONSUMER)
            .setStartTimestamp(from);
    describe.accept(span);
    span.startSpan().end();
  }

  private static SpanContext parent(TraceContext trace) {
    return SpanContext.createFromRemoteParent(
        trace.traceId(), trace.spanId(), TraceFlags.getSampled(), TraceState.getDefault());
  }
}
