package io.breakwater.domain.event;

import io.breakwater.domain.trace.TraceContext;
import java.time.Instant;
import java.util.Map;

/**
 * What the policy's features said about one event (topic "features", keyed by exception), for
 * models outside of Breakwater.
 *
 * @param eventId of the event; the same one again is a redelivery
 * @param policyVersion {@code policy@version} that declares the features
 * @param values by name; what is absent is missing
 * @param late true if the event came behind the watermark
 */
public record FeatureRecord(
    String eventId,
    String sourceId,
    String exceptionId,
    Instant occurredAt,
    TraceContext trace,
    String policyVersion,
    Map<String, Double> values,
    boolean late) {

  public FeatureRecord {
    values = values == null ? Map.of() : Map.copyOf(values);
  }
}
