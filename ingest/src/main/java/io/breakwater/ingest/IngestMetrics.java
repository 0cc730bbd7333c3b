package io.breakwater.ingest;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;

/**
 * {@code breakwater.ingest.accepted} by gateway, {@code .rejected} by reason code and {@code
 * .unavailable}.
 */
public final class IngestMetrics {
  private static final AttributeKey<String> GATEWAY = AttributeKey.stringKey("gateway");
  private static final AttributeKey<String> CODE = AttributeKey.stringKey("code");

  private final LongCounter accepted;
  private final LongCounter rejected;
  private final LongCounter unavailable;

  public IngestMetrics(OpenTelemetry telemetry) {
    Meter meter = telemetry.getMeter("io.breakwater.ingest");
    accepted =
        meter
            .counterBuilder("breakwater.ingest.accepted")
            .setDescription("Events that a gateway stored on topic exceptions")
            .build();
    rejected =
        meter
            .counterBuilder("breakwater.ingest.rejected")
            .setDescription("Events that the HTTP gateway refused")
            .build();
    unavailable =
        meter
            .counterBuilder("breakwater.ingest.unavailable")
            .setDescription("Requests answered 503 because Kafka did not take the events in time")
            .build();
  }

  public void accepted(String gateway, long events) {
    accepted.add(events, Attributes.of(GATEWAY, gateway));
  }

  public void rejected(String code) {
    rejected.add(1, Attributes.of(CODE, code));
  }

  public void unavailable() {
    unavailable.add(1);
  }
}
