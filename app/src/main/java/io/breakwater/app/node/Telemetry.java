package io.breakwater.app.node;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.exporter.prometheus.PrometheusMetricReader;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Metrics and spans of this process. Metrics can always be read as Prometheus text; the {@code
 * OTEL_*} environment variables add exporters of both.
 */
public final class Telemetry implements AutoCloseable {
  private final PrometheusMetricReader prometheus = PrometheusMetricReader.create();
  private final OpenTelemetrySdk sdk;

  /** Configures the SDK from the environment; nothing is exported unless that says so. */
  public Telemetry() {
    AtomicBoolean exportsSpans = new AtomicBoolean();
    sdk =
        AutoConfiguredOpenTelemetrySdk.builder()
            .disableShutdownHook()
            .addPropertiesSupplier(
                () ->
                    Map.of(
                        "otel.service.name", "breakwater",
                        "otel.metrics.exporter", "none",
                        "otel.traces.exporter", "none",
                        "otel.logs.exporter", "none",
                        // The sender that is shipped; the default, gRPC, is not.
                        "otel.exporter.otlp.protocol", "http/protobuf"))
            .addSpanExporterCustomizer(
                (exporter, config) -> {
                  exportsSpans.set(true);
                  return exporter;
                })
            .addMeterProviderCustomizer((meters, config) -> meters.registerMetricReader(prometheus))
            .build()
            .getOpenTelemetrySdk();
    // The Flink jobs of a single process find it there, as they find an agent's on a cluster. Spans
    // that go nowhere would only cost.
    if (exportsSpans.get() && !GlobalOpenTelemetry.isSet()) {
      GlobalOpenTelemetry.set(sdk);
    }
  }

  /** What the modules record with. */
  public OpenTelemetry api() {
    return sdk;
  }

  /** Every metric in Prometheus' text format. */
  public String text() {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      PrometheusTextFormatWriter.create()
          .write(out, prometheus.collect(), EscapingScheme.UNDERSCORE_ESCAPING);
      return out.toString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    sdk.close();
  }
}
