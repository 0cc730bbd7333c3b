package io.breakwater.flink.correlation;

import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.json.Json;
import io.breakwater.flink.json.JsonTypeInformation;
import io.breakwater.flink.policy.Policies;
import io.breakwater.flink.policy.PolicyVersion;
import io.breakwater.flink.trace.EventSpans;
import io.breakwater.scoring.correlation.Memberships;
import io.breakwater.scoring.correlation.Memberships.Membership;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Finds the rules that take an exception, in the policy in force when it occurred. The policies
 * that were there when the job started come with the job; while there is none at all, exceptions
 * wait.
 */
final class MatchRules extends BroadcastProcessFunction<ScoredRecord, PolicyVersion, Membership>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  /** What is no scored exception. */
  static final OutputTag<ScoredRecord> INVALID =
      new OutputTag<>("invalid", JsonTypeInformation.of(ScoredRecord.class));

  /** The names of rules that could not judge an exception. */
  static final OutputTag<String> FAILED = new OutputTag<>("failed", Types.STRING);

  private static final ListStateDescriptor<byte[]> WAITING =
      new ListStateDescriptor<>("waiting", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

  private final ArrayList<PolicyVersion> policiesAtStart;

  private transient Policies policies;
  private transient List<ScoredException> waiting;
  private transient ListState<byte[]> waitingState;
  private transient EventSpans spans;
  private transient volatile long delayMillis;
  private transient volatile long policyOffset;

  MatchRules(CorrelationSettings settings) {
    this.policiesAtStart = new ArrayList<>(settings.policiesAtStart());
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    waiting = new ArrayList<>();
    waitingState = context.getOperatorStateStore().getListState(WAITING);
    for (byte[] json : waitingState.get()) {
      waiting.add(Json.read(json, ScoredException.class));
    }
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    waitingState.update(waiting.stream().map(Json::bytes).toList());
  }

  @Override
  public void open(OpenContext context) {
    MetricGroup metrics = CorrelationMetrics.group(getRuntimeContext());
    metrics.gauge("event_delay_ms", () -> delayMillis);
    spans = EventSpans.ofProcess();
    policyOffset = -1;
    metrics.gauge("policy_offset", () -> policyOffset);
  }

  @Override
  public void processElement(
      ScoredRecord record, ReadOnlyContext context, Collector<Membership> out) throws Exception {
    if (record.scored() == null) {
      context.output(INVALID, record);
      return;
    }
    policies(context.getBroadcastState(Policies.STATE));
    ScoredException scored = record.scored();
    delayMillis =
        scored.origin().ingestedAt().toEpochMilli() - scored.event().occurredAt().toEpochMilli();
    if (policies.ready()) {
      match(scored, rule -> context.output(FAILED, rule), out);
    } else {
      waiting.add(scored);
    }
  }

  @Override
  public void processBroadcastElement(
      PolicyVersion version, Context context, Collector<Membership> out) throws Exception {
    policies(context.getBroadcastState(Policies.STATE)).add(version.offset(), version.yaml());
    policyOffset = policies.newestOffset();
    context.getBroadcastState(Policies.STATE).put(version.offset(), version.yaml());
    if (policies.ready()) {
      for (ScoredException scored : waiting) {
        match(scored, rule -> context.output(FAILED, rule), out);
      }
      waiting.clear();
    }
  }

  private void match(ScoredException scored, Consumer<String> failed, Collector<Membership> out) {
    Memberships memberships =
        Memberships.of(policies.inForceAt(scored.event().occurredAt()), scored);
    memberships.joined().forEach(out::collect);
    memberships.failed().forEach(failed);
    spans.record(
        "correlate",
        scored.trace(),
        scored.origin().ingestedAt(),
        span -> describe(span, scored, memberships));
  }

  private static void describe(SpanBuilder span, ScoredException scored, Memberships memberships) {
    span.setAttribute("breakwater.source_id", scored.event().sourceId())
        .setAttribute("breakwater.exception_id", scored.event().exceptionId())
        .setAttribute("breakwater.event_id", scored.eventId())
        .setAttribute(
            AttributeKey.stringArrayKey("breakwater.incident_rules"),
            memberships.joined().stream().map(Membership::rule).toList());
  }

  private Policies policies(ReadOnlyBroadcastState<Long, String> state) throws Exception {
    if (policies == null) {
      policies = Policies.restored(policiesAtStart, state);
      policyOffset = policies.newestOffset();
    }
    return policies;
  }
}
