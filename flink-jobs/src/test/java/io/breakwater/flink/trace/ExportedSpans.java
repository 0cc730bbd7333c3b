package io.breakwater.flink.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An OpenTelemetry SDK that keeps what it would export. */
public final class ExportedSpans implements SpanExporter {

  private final List<SpanData> spans = new CopyOnWriteArrayList<>();
  private final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(this))
                  .build())
          .build();

  /** One that is the SDK of this process until it is closed. */
  public static ExportedSpans ofProcess() {
    ExportedSpans exported = new ExportedSpans();
    GlobalOpenTelemetry.resetForTest();
    GlobalOpenTelemetry.set(exported.sdk);
    return exported;
  }

  OpenTelemetrySdk sdk() {
    return sdk;
  }

  List<SpanData> spans() {
    return spans;
  }

  /** The one span that there is. */
  public SpanData only() {
    assertThat(spans).hasSize(1);
    return spans.get(0);
  }

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

  @Override
  public void close() {
    GlobalOpenTelemetry.resetForTest();
  }
}
