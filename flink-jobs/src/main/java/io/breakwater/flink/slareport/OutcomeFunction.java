package io.breakwater.flink.slareport;

import io.breakwater.domain.json.Json;
import io.breakwater.domain.policy.PolicyTimeline;
import io.breakwater.domain.sla.ItemState;
import io.breakwater.domain.sla.WorkFold;
import io.breakwater.domain.sla.report.ItemReport;
import io.breakwater.domain.sla.report.SlaMark;
import io.breakwater.domain.sla.report.SlaOutcome;
import io.breakwater.domain.sla.report.SlaReport.Revision;
import io.breakwater.flink.json.JsonTypeInformation;
import io.breakwater.flink.policy.Policies;
import io.breakwater.flink.policy.PolicyVersion;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Says how the clocks of each work item stand, as event time passes what changes them. A record is
 * taken in when it comes, which is the order of the item's journal, and judged when the watermark
 * has passed its time: then everything up to that time is known, so the order of arrival does not
 * matter. A late record is judged at once.
 */
final class OutcomeFunction
    extends KeyedBroadcastProcessFunction<String, WorkInput, PolicyVersion, SlaOutcome> {
  private static final long serialVersionUID = 1L;

  static final OutputTag<SlaMark> MARKS =
      new OutputTag<>("marks", JsonTypeInformation.of(SlaMark.class));

  /** JSON of {@link ItemReport}: a checkpoint copies it, and a state backend need not know it. */
  private static final ValueStateDescriptor<byte[]> REPORT =
      new ValueStateDescriptor<>("report", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

  /** JSON of {@link WorkInput}, whose policy version has not come yet. */
  private static final ListStateDescriptor<byte[]> WAITING =
      new ListStateDescriptor<>("waiting", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

  private final ArrayList<PolicyVersion> policiesAtStart;
  private final Duration retention;

  private transient ValueState<byte[]> report;
  private transient ListState<byte[]> waiting;
  private transient Policies policies;
  private transient Counter duplicate;
  private transient Counter late;
  private transient Counter revised;

  OutcomeFunction(SlaReportSettings settings) {
    this.policiesAtStart = new ArrayList<>(settings.policiesAtStart());
    this.retention = settings.retention();
  }

  @Override
  public void open(OpenContext context) {
    report = getRuntimeContext().getState(REPORT);
    waiting = getRuntimeContext().getListState(WAITING);
    MetricGroup metrics = SlaReportMetrics.group(getRuntimeContext());
    duplicate = metrics.counter("duplicate");
    late = metrics.counter("late");
    revised = metrics.counter("revised");
  }

  @Override
  public void processElement(WorkInput input, ReadOnlyContext context, Collector<SlaOutcome> out)
      throws Exception {
    if (policies == null) {
      policies = Policies.restored(policiesAtStart, context.getBroadcastState(Policies.STATE));
    }
    if (context.timestamp() <= context.currentWatermark()) {
      late.inc();
    }
    if (waiting.get().iterator().hasNext() || !isJudgeable(input)) {
      waiting.add(Json.bytes(input));
      lookAgain(context.timerService());
      return;
    }
    save(take(read(context.getCurrentKey()), input, context, out));
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<SlaOutcome> out)
      throws Exception {
    if (policies == null) {
      policies = Policies.restored(policiesAtStart, context.getBroadcastState(Policies.STATE));
    }
    ItemReport before = read(context.getCurrentKey());
    ItemReport after = takeWaiting(before, context, out);
    Instant now = endOf(time);
    if (after.isDue(now)) {
      after = judge(after, now, context, out);
    } else if (after.settled() && !forgottenAt(after).isAfter(now)) {
      report.clear();
      return;
    }
    if (after != before) {
      save(after);
    }
  }

  @Override
  public void processBroadcastElement(
      PolicyVersion version, Context context, Collector<SlaOutcome> out) throws Exception {
    if (policies == null) {
      policies = Policies.restored(policiesAtStart, context.getBroadcastState(Policies.STATE));
    }
    context.getBroadcastState(Policies.STATE).put(version.offset(), version.yaml());
    policies.add(version.offset(), version.yaml());
  }

  /** True once the policy is here that scored what the record carries. */
  private boolean isJudgeable(WorkInput input) {
    PolicyTimeline timeline = policies.timeline();
    Optional<String> version = WorkFold.scoredBy(input.work().event());
    return !timeline.versions().isEmpty()
        && version.map(id -> timeline.byId(id).isPresent()).orElse(true);
  }

  /** Records whose policies have come meanwhile, in their order. */
  private ItemReport takeWaiting(
      ItemReport current, OnTimerContext context, Collector<SlaOutcome> out) throws Exception {
    ItemReport next = current;
    List<byte[]> left = new ArrayList<>();
    for (byte[] json : waiting.get()) {
      WorkInput input = Json.read(json, WorkInput.class);
      if (left.isEmpty() && isJudgeable(input)) {
        next = take(next, input, context, out);
      } else {
        left.add(json);
      }
    }
    waiting.update(left);
    if (!left.isEmpty()) {
      lookAgain(context.timerService());
    }
    return next;
  }

  /** When event time moves next; at the end of all time there is nothing left to wait for. */
  private static void lookAgain(TimerService timers) {
    if (timers.currentWatermark() < Watermark.MAX_WATERMARK.getTimestamp()) {
      timers.registerEventTimeTimer(timers.currentWatermark() + 1);
    }
  }

  private ItemReport take(
      ItemReport current, WorkInput input, ReadOnlyContext context, Collector<SlaOutcome> out) {
    ItemState state;
    try {
      state = new WorkFold(policies.timeline()).apply(current.item(), input.work(), input.trace());
    } catch (RuntimeException e) {
      context.output(SplitWork.DEAD_LETTERS, WorkRecordReader.refused(input, e));
      return current;
    }
    if (state.equals(current.item())) {
      duplicate.inc();
      return current;
    }
    ItemReport next = current.knowing(state);
    long time = input.work().event().occurredAt().toEpochMilli();
    boolean isPast =
        time <= context.timerService().currentWatermark() || !endOf(time).isAfter(next.asOf());
    if (isPast) {
      return judge(next, endOf(time), context, out);
    }
    context.timerService().registerEventTimeTimer(time);
    return next;
  }

  private ItemReport judge(
      ItemReport current, Instant asOf, ReadOnlyContext context, Collector<SlaOutcome> out) {
    ItemReport.Judged judged = current.judge(asOf);
    for (SlaOutcome outcome : judged.changed()) {
      if (outcome.revision() == Revision.REVISED) {
        revised.inc();
      }
      out.collect(outcome);
    }
    if (!judged.changed().isEmpty()) {
      SlaMark.between(current.said(), judged.report().said())
          .forEach(mark -> context.output(MARKS, mark));
    }
    ItemReport next = judged.report();
    TimerService timers = context.timerService();
    next.nextDeadline()
        .ifPresent(deadline -> timers.registerEventTimeTimer(deadline.toEpochMilli() + 1));
    if (next.settled()) {
      timers.registerEventTimeTimer(forgottenAt(next).toEpochMilli());
    }
    return next;
  }

  /**
   * Up to when facts are known once the watermark has reached a millisecond: to the last
   * microsecond in it.
   */
  private static Instant endOf(long millis) {
    return Instant.ofEpochMilli(millis).plus(999, ChronoUnit.MICROS);
  }

  private Instant forgottenAt(ItemReport settled) {
    return settled.asOf().plus(retention);
  }

  private ItemReport read(String workItemId) throws IOException {
    byte[] json = report.value();
    return json == null ? ItemReport.unknown(workItemId) : Json.read(json, ItemReport.class);
  }

  private void save(ItemReport next) throws IOException {
    report.update(Json.bytes(next));
  }
}
