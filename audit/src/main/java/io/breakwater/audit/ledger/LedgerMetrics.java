package io.breakwater.audit.ledger;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongGauge;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code breakwater.audit.facts}, {@code .batches}, {@code .failures} and {@code .lag}. */
public final class LedgerMetrics implements AutoCloseable {
  private static final AttributeKey<String> TOPIC = AttributeKey.stringKey("topic");

  private final LongCounter facts;
  private final LongCounter batches;
  private final LongCounter failures;
  private final AtomicLong lag = new AtomicLong();
  private final ObservableLongGauge lagGauge;

  public LedgerMetrics(OpenTelemetry telemetry) {
    Meter meter = telemetry.getMeter("io.breakwater.audit");
    facts =
        meter
            .counterBuilder("breakwater.audit.facts")
            .setDescription("Records that the ledger has recorded")
            .build();
    batches =
        meter
            .counterBuilder("breakwater.audit.batches")
            .setDescription("Batches that the ledger has sealed")
            .build();
    failures =
        meter
            .counterBuilder("breakwater.audit.failures")
            .setDescription("Times the ledger had to start again")
            .build();
    lagGauge =
        meter
            .gaugeBuilder("breakwater.audit.lag")
            .ofLongs()
            .setDescription("Records of the fact topics that the ledger has still to read")
            .buildWithCallback(measurement -> measurement.record(lag.get()));
  }

  void sealed(List<Entry> entries) {
    batches.add(1);
    entries.stream()
        .map(entry -> entry.fact().topic())
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
        .forEach((topic, count) -> facts.add(count, Attributes.of(TOPIC, topic)));
  }

  void failed() {
    failures.add(1);
  }

  void lag(long records) {
    lag.set(records);
  }

  @Override
  public void close() {
    lagGauge.close();
  }
}
