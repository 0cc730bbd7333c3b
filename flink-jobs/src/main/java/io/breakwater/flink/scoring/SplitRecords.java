package io.breakwater.flink.scoring;

import io.breakwater.domain.event.DeadLetter;
import io.breakwater.flink.json.JsonTypeInformation;
import io.breakwater.flink.trace.EventLog;
import java.util.HashSet;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Events go on; what could not become one leaves by the side. */
final class SplitRecords extends ProcessFunction<RawRecord, PackedEvent> {
  private static final long serialVersionUID = 1L;

  static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("dead-letters", JsonTypeInformation.of(DeadLetter.class));

  private static final Logger LOG = LoggerFactory.getLogger(SplitRecords.class);

  private transient Set<String> said;
  private transient Counter received;
  private transient Counter invalid;
  private transient long delayMillis;

  @Override
  public void open(OpenContext context) {
    said = new HashSet<>();
    MetricGroup metrics = ScoringMetrics.group(getRuntimeContext());
    received = metrics.counter("received");
    invalid = metrics.counter("invalid");
    metrics.gauge("event_delay_ms", () -> delayMillis);
  }

  @Override
  public void processElement(RawRecord record, Context context, Collector<PackedEvent> out) {
    received.inc();
    if (record.event() == null) {
      invalid.inc();
      say(record.deadLetter());
      context.output(DEAD_LETTERS, record.deadLetter());
      return;
    }
    TracedEvent event = record.event();
    delayMillis =
        event.origin().ingestedAt().toEpochMilli() - event.event().occurredAt().toEpochMilli();
    out.collect(PackedEvent.of(event));
  }

  /**
   * The first of each kind since the start: they are all on their topic, with all that is known.
   */
  private void say(DeadLetter letter) {
    if (said.add(letter.code())) {
      EventLog.about(
          letter.trace(),
          null,
          () ->
              LOG.warn(
                  "The record at {} goes to dead letters as {}; more of this kind are counted",
                  letter.origin(),
                  letter.code()));
    }
  }
}
