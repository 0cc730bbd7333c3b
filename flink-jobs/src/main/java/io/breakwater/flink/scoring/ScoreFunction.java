package io.breakwater.flink.scoring;

import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.policy.Policy;
import io.breakwater.flink.policy.Policies;
import io.breakwater.flink.policy.PolicyVersion;
import io.breakwater.scoring.Score;
import io.breakwater.scoring.Scorer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
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
 * Drops the events that were seen before and scores the others by the policy in force when they
 * occurred. The policies that were there when the job started come with the job; while there is
 * none at all, events wait by key.
 */
final class ScoreFunction
    extends KeyedBroadcastProcessFunction<String, TracedEvent, PolicyVersion, ScoredException> {
  private static final long serialVersionUID = 1L;

  static final OutputTag<String> DUPLICATES = new OutputTag<>("duplicates", Types.STRING);

  /** JSON of {@link Waiting}. */
  private static final ListStateDescriptor<byte[]> WAITING =
      new ListStateDescriptor<>("waiting", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

  /** See {@link SeenEvents}. */
  private static final ValueStateDescriptor<long[]> SEEN =
      new ValueStateDescriptor<>("seen", PrimitiveArrayTypeInfo.LONG_PRIMITIVE_ARRAY_TYPE_INFO);

  private final Duration dedupeTtl;
  private final ArrayList<PolicyVersion> policiesAtStart;

  private transient ValueState<long[]> seen;
  private transient ListState<byte[]> waiting;
  private transient Policies policies;
  private transient Counter duplicate;
  private transient Counter scored;
  private transient Counter late;

  /** An event that came before the policies. */
  record Waiting(TracedEvent event, boolean late) {}

  ScoreFunction(ScoringSettings settings) {
    this.dedupeTtl = settings.dedupeTtl();
    this.policiesAtStart = new ArrayList<>(settings.policiesAtStart());
  }

  @Override
  public void open(OpenContext context) {
    seen = getRuntimeContext().getState(SEEN);
    waiting = getRuntimeContext().getListState(WAITING);
    MetricGroup metrics = ScoringMetrics.group(getRuntimeContext());
    duplicate = metrics.counter("duplicate");
    scored = metrics.counter("scored");
    late = metrics.counter("late");
  }

  @Override
  public void processElement(
      TracedEvent event, ReadOnlyContext context, Collector<ScoredException> out) throws Exception {
    if (policies == null) {
      policies = Policies.restored(policiesAtStart, context.getBroadcastState(Policies.STATE));
    }
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
      out.collect(score(eventId, event, isLate));
    } else {
      waiting.add(Json.bytes(new Waiting(event, isLate)));
    }
  }

  /** False if the event is already remembered. */
  private boolean remember(long bits, ReadOnlyContext context) throws Exception {
    long[] before = seen.value();
    if (SeenEvents.contains(before, bits)) {
      return false;
    }
    // A late event would expire at once: it is remembered from the watermark on.
    long from = Math.max(context.timestamp(), context.currentWatermark());
    long expiry = from + dedupeTtl.toMillis();
    seen.update(SeenEvents.with(before, bits, expiry));
    if (before == null) {
      context.timerService().registerEventTimeTimer(expiry);
    }
    return true;
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<ScoredException> out)
      throws Exception {
    long[] left = SeenEvents.unexpired(seen.value(), time);
    if (left == null) {
      seen.clear();
    } else {
      seen.update(left);
      context.timerService().registerEventTimeTimer(SeenEvents.firstExpiry(left));
    }
  }

  @Override
  public void processBroadcastElement(
      PolicyVersion version, Context context, Collector<ScoredException> out) throws Exception {
    if (policies == null) {
      policies = Policies.restored(policiesAtStart, context.getBroadcastState(Policies.STATE));
    }
    context.getBroadcastState(Policies.STATE).put(version.offset(), version.yaml());
    boolean wasReady = policies.ready();
    policies.add(version.offset(), version.yaml());
    if (!wasReady && policies.ready()) {
      context.applyToKeyedState(WAITING, (key, state) -> scoreWaiting(state, out));
    }
  }

  private void scoreWaiting(ListState<byte[]> state, Collector<ScoredException> out)
      throws Exception {
    for (byte[] json : state.get()) {
      Waiting next = Json.read(json, Waiting.class);
      out.collect(score(next.event().event().eventId(), next.event(), next.late()));
    }
    state.clear();
  }

  private ScoredException score(String eventId, TracedEvent event, boolean isLate) {
    Policy policy = policies.inForceAt(event.event().occurredAt());
    Score score = Scorer.score(policy.scoring(), event.event(), Map.of());
    scored.inc();
    return new ScoredException(
        eventId,
        event.event(),
        event.trace(),
        event.origin(),
        score.score(),
        score.priority(),
        score.contributions(),
        Map.of(),
        policy.id(),
        isLate);
  }
}
