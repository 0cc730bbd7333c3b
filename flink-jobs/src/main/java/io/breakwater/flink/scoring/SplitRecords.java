package io.breakwater.flink.scoring;

import io.breakwater.domain.event.DeadLetter;
import io.breakwater.flink.json.JsonTypeInformation;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Events go on; what could not become one leaves by the side. */
final class SplitRecords extends ProcessFunction<RawRecord, TracedEvent> {
  private static final long serialVersionUID = 1L;

  static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("dead-letters", JsonTypeInformation.of(DeadLetter.class));

  private transient Counter received;
  private transient Counter invalid;
  private transient long delayMillis;

  @Override
  public void open(OpenContext context) {
    MetricGroup metrics = ScoringMetrics.group(getRuntimeContext());
    received = metrics.counter("received");
    invalid = metrics.counter("invalid");
    metrics.gauge("event_delay_ms", () -> delayMillis);
  }

  @Override
  public void processElement(RawRecord record, Context context, Collector<TracedEvent> out) {
    received.inc();
    if (record.event() == null) {
      invalid.inc();
      context.output(DEAD_LETTERS, record.deadLetter());
      return;
    }
    TracedEvent event = record.event();
    delayMillis =
        event.origin().ingestedAt().toEpochMilli() - event.event().occurredAt().toEpochMilli();
    out.collect(event);
  }
}
