package io.breakwater.sla;

import io.breakwater.domain.sla.SlaEvent;
import io.breakwater.domain.sla.SlaEvent.Step;
import io.breakwater.sla.quiet.KeptBack;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** What the monitor measures about itself. */
public final class SlaMetrics {
  private static final AttributeKey<String> DESK = AttributeKey.stringKey("desk");
  private static final AttributeKey<String> PRIORITY = AttributeKey.stringKey("priority");
  private static final AttributeKey<Boolean> LIVE = AttributeKey.booleanKey("live");

  private static final AttributeKey<String> KIND = AttributeKey.stringKey("kind");

  private final LongCounter breached;
  private final LongCounter quieted;
  private final DoubleHistogram lateness;

  public SlaMetrics(OpenTelemetry telemetry) {
    Meter meter = telemetry.getMeter("breakwater.sla");
    breached =
        meter
            .counterBuilder("breakwater.sla.breached")
            .setDescription("SLA clocks that passed their deadline")
            .build();
    quieted =
        meter
            .counterBuilder("breakwater.sla.notifications.quieted")
            .setDescription("notifications kept back by a silence, a window or an inhibition")
            .build();
    lateness =
        meter
            .histogramBuilder("breakwater.sla.lateness")
            .setUnit("s")
            .setDescription("From the time of a live step to when it was stored")
            .setExplicitBucketBoundariesAdvice(
                List.of(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 30.0))
            .build();
  }

  /** These notifications were kept back. */
  public void kept(List<KeptBack> kept) {
    kept.forEach(
        one ->
            quieted.add(
                1,
                Attributes.of(DESK, one.desk(), KIND, one.kind().name().toLowerCase(Locale.ROOT))));
  }

  /** These steps were stored. */
  public void spoke(List<SlaEvent> events, Instant now) {
    for (SlaEvent event : events) {
      if (event.step() == Step.BREACHED) {
        breached.add(
            1,
            Attributes.of(
                DESK, event.desk(), PRIORITY, event.priority().name(), LIVE, event.live()));
      }
      if (event.live() && (event.step() == Step.BREACHED || event.step() == Step.AT_RISK)) {
        lateness.record(Duration.between(event.at(), now).toNanos() / 1e9);
      }
    }
  }
}
