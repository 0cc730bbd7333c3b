package io.breakwater.flink.slareport;

import io.breakwater.domain.event.DeadLetter;
import io.breakwater.flink.json.JsonTypeInformation;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Work records go on; what is none leaves by the side. */
final class SplitWork extends ProcessFunction<WorkInput, WorkInput> {
  private static final long serialVersionUID = 1L;

  static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("dead-letters", JsonTypeInformation.of(DeadLetter.class));

  private transient Counter received;
  private transient Counter invalid;
  private transient long delayMillis;

  @Override
  public void open(OpenContext context) {
    MetricGroup metrics = SlaReportMetrics.group(getRuntimeContext());
    received = metrics.counter("received");
    invalid = metrics.counter("invalid");
    metrics.gauge("event_delay_ms", () -> delayMillis);
  }

  @Override
  public void processElement(WorkInput input, Context context, Collector<WorkInput> out) {
    received.inc();
    if (input.work() == null) {
      invalid.inc();
      context.output(DEAD_LETTERS, input.deadLetter());
      return;
    }
    delayMillis =
        input.origin().ingestedAt().toEpochMilli()
            - input.work().event().occurredAt().toEpochMilli();
    out.collect(input);
  }
}
