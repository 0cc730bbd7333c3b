package io.breakwater.flink.scoring;

import io.breakwater.domain.json.Json;
import io.breakwater.domain.policy.Policy;
import io.breakwater.flink.policy.Policies;
import io.breakwater.flink.policy.PolicyVersion;
import io.breakwater.flink.scoring.feature.Sample;
import io.breakwater.flink.scoring.feature.SampleSerializer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Drops the events that were seen before, to within a sixteenth of the time they are remembered,
 * and shows the others to the features of the policy in force when they occurred. The policies that
 * were there when the job started come with the job; while there is none at all, events wait by
 * key.
 */
final class DedupeFunction
    extends KeyedBroadcastProcessFunction<Integer, PackedEvent, PolicyVersion, FreshEvent> {
  private static final long serialVersionUID = 1L;

  static final OutputTag<String> DUPLICATES = new OutputTag<>("duplicates", Types.STRING);

  static final OutputTag<Sample> SAMPLES = new OutputTag<>("samples", SampleSerializer.TYPE);

  /** JSON of {@link Waiting}. */
  private static final ListStateDescriptor<byte[]> WAITING =
      new ListStateDescriptor<>("waiting", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

  private static final ValueStateDescriptor<SeenEvents> SEEN =
      new ValueStateDescriptor<>("seen", new SeenEvents.Serializer());

  /** A shard is looked through about so often while its events live. */
  private static final int LOOKS = 16;

  private final Duration dedupeTtl;
  private final ArrayList<PolicyVersion> policiesAtStart;

  private transient ValueState<SeenEvents> seen;
  private transient ListState<byte[]> waiting;
  private transient Policies policies;
  private transient Map<Policy, Planned> planned;
  private transient List<PolicyVersion> unsaid; // to whoever scores
  private transient Counter duplicate;
  private transient Counter late;
  private transient volatile long policyOffset;

  /** An event that came before the policies, and its timestamp in epoch milliseconds. */
  record Waiting(TracedEvent event, long time, boolean late) {}

  DedupeFunction(ScoringSettings settings) {
    this.dedupeTtl = settings.dedupeTtl();
    this.policiesAtStart = new ArrayList<>(settings.policiesAtStart());
  }

  @Override
  public void open(OpenContext context) {
    seen = getRuntimeContext().getState(SEEN);
    waiting = getRuntimeContext().getListState(WAITING);
    planned = new IdentityHashMap<>();
    unsaid = new ArrayList<>();
    policyOffset = -1;
    MetricGroup metrics = ScoringMetrics.group(getRuntimeContext());
    duplicate = metrics.counter("duplicate");
    late = metrics.counter("late");
    metrics.gauge("policy_offset", () -> policyOffset);
  }

  @Override
  public void processElement(PackedEvent packed, ReadOnlyContext context, Collector<FreshEvent> out)
      throws Exception {
    if (policies == null) {
      restore(context.getBroadcastState(Policies.STATE));
    }
    TracedEvent event = packed.unpack();
    String eventId = event.event().eventId();
    if (!remember(SeenEvents.bits(eventId), context)) {
      duplicate.inc();
      context.output(DUPLICATES, ScoringCounts.DUPLICATE);
      return;
    }
    boolean isLate = context.timestamp() <= context.currentWatermark();
    if (isLate) {
      late.inc();
    }
    if (policies.ready()) {
      pass(
          eventId,
          event,
          packed,
          context.timestamp(),
          isLate,
          sample -> context.output(SAMPLES, sample),
          out);
    } else {
      waiting.add(Json.bytes(new Waiting(event, context.timestamp(), isLate)));
    }
  }

  /** False if the event is already remembered. */
  private boolean remember(long bits, ReadOnlyContext context) throws Exception {
    SeenEvents known = seen.value();
    SeenEvents shard = known == null ? new SeenEvents() : known;
    if (shard.contains(bits)) {
      return false;
    }
    // A late event would expire at once: it is remembered from the watermark on.
    long from = Math.max(context.timestamp(), context.currentWatermark());
    long expiry = from + dedupeTtl.toMillis();
    shard.add(bits, expiry);
    if (expiry < shard.timer - look()) {
      shard.timer = expiry;
      context.timerService().registerEventTimeTimer(expiry);
    }
    seen.update(shard);
    return true;
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<FreshEvent> out)
      throws Exception {
    SeenEvents shard = seen.value();
    if (shard == null || time != shard.timer) {
      return; // an earlier one took its place
    }
    long now = context.timerService().currentWatermark();
    shard.forget(now);
    if (shard.isEmpty()) {
      seen.clear();
      return;
    }
    shard.timer = Math.max(shard.firstExpiry(), now + look());
    context.timerService().registerEventTimeTimer(shard.timer);
    seen.update(shard);
  }

  private long look() {
    return dedupeTtl.toMillis() / LOOKS;
  }

  @Override
  public void processBroadcastElement(
      PolicyVersion version, Context context, Collector<FreshEvent> out) throws Exception {
    BroadcastState<Long, String> state = context.getBroadcastState(Policies.STATE);
    if (policies == null) {
      restore(state);
    }
    state.put(version.offset(), version.yaml());
    boolean wasReady = policies.ready();
    policies.add(version.offset(), version.yaml());
    policyOffset = policies.newestOffset();
    unsaid.add(version);
    if (!wasReady && policies.ready()) {
      context.applyToKeyedState(
          WAITING,
          (key, waited) -> passWaiting(waited, sample -> context.output(SAMPLES, sample), out));
    }
  }

  private void passWaiting(
      ListState<byte[]> waited, Consumer<Sample> samples, Collector<FreshEvent> out)
      throws Exception {
    for (byte[] json : waited.get()) {
      Waiting next = Json.read(json, Waiting.class);
      TracedEvent event = next.event();
      String eventId = event.event().eventId();
      pass(eventId, event, PackedEvent.of(event), next.time(), next.late(), samples, out);
    }
    waited.clear();
  }

  private void restore(ReadOnlyBroadcastState<Long, String> state) throws Exception {
    policies = Policies.restored(policiesAtStart, state);
    policyOffset = policies.newestOffset();
    for (Map.Entry<Long, String> version : state.immutableEntries()) {
      unsaid.add(new PolicyVersion(version.getKey(), version.getValue()));
    }
  }

  private void pass(
      String eventId,
      TracedEvent event,
      PackedEvent packed,
      long time,
      boolean isLate,
      Consumer<Sample> samples,
      Collector<FreshEvent> out) {
    Policy policy = policies.inForceAt(event.event().occurredAt());
    Planned plan = planned.computeIfAbsent(policy, p -> Planned.of(policies.offsetOf(p), p));
    int awaited = plan.show(eventId, event, time, samples);
    out.collect(
        new FreshEvent(eventId, packed, isLate, plan.offset(), awaited, List.copyOf(unsaid)));
    unsaid.clear();
  }
}
