package io.breakwater.app.membership;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.metrics.Meter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** How this node sees its cluster, as metrics. */
public final class ClusterMetrics implements AutoCloseable {
  private final List<AutoCloseable> gauges = new ArrayList<>();

  /** Registers the instruments. */
  public ClusterMetrics(OpenTelemetry telemetry, Supplier<ClusterView> cluster) {
    Meter meter = telemetry.getMeter("io.breakwater.app");
    gauge(
        meter, "breakwater.cluster.size", "Nodes that there should be", cluster, ClusterView::size);
    gauge(meter, "breakwater.cluster.members", "Nodes that work", cluster, ClusterView::working);
    gauge(
        meter,
        "breakwater.cluster.unreachable",
        "Nodes that the others do not hear of",
        cluster,
        ClusterView::unreachable);
  }

  private void gauge(
      Meter meter,
      String name,
      String description,
      Supplier<ClusterView> cluster,
      ToLongFunction<ClusterView> value) {
    gauges.add(
        meter
            .gaugeBuilder(name)
            .ofLongs()
            .setDescription(description)
            .setUnit("{node}")
            .buildWithCallback(m -> m.record(value.applyAsLong(cluster.get()))));
  }

  @Override
  public void close() {
    for (AutoCloseable gauge : gauges) {
      try {
        gauge.close();
      } catch (Exception e) {
        throw new IllegalStateException("a gauge does not close", e);
      }
    }
  }
}
