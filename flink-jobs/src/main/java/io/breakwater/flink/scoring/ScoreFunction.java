package io.breakwater.flink.scoring;

import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.FeatureRecord;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.flink.json.JsonTypeInformation;
import io.breakwater.flink.policy.Policies;
import io.breakwater.flink.policy.PolicyVersion;
import io.breakwater.flink.scoring.WaitingEvents.Ready;
import io.breakwater.flink.scoring.feature.Answer;
import io.breakwater.flink.trace.EventSpans;
import io.breakwater.scoring.Score;
import io.breakwater.scoring.Scorer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Joins events with what features say about them and scores them. The events of one exception leave
 * in the order in which they came, each as soon as all of its answers are there.
 */
final class ScoreFunction
    extends KeyedCoProcessFunction<Integer, FreshEvent, Answer, ScoredException>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  static final OutputTag<FeatureRecord> FEATURES =
      new OutputTag<>("features", JsonTypeInformation.of(FeatureRecord.class));

  /** By exception; see {@link ExceptionKey}. */
  private static final MapStateDescriptor<Long, WaitingEvents> WAITING =
      new MapStateDescriptor<>("waiting", LongSerializer.INSTANCE, new WaitingEvents.Serializer());

  private final ArrayList<PolicyVersion> policiesAtStart;

  private transient MapState<Long, WaitingEvents> waiting;
  private transient BroadcastState<Long, String> versions;
  private transient Policies policies;
  private transient Map<Long, Planned> planned;
  private transient Counter scored;
  private transient RuleFailures failures;
  private transient EventSpans spans;

  ScoreFunction(ScoringSettings settings) {
    this.policiesAtStart = new ArrayList<>(settings.policiesAtStart());
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    versions = context.getOperatorStateStore().getBroadcastState(Policies.STATE);
    policies = Policies.restored(policiesAtStart, versions);
    planned = new HashMap<>();
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) {
    // versions are written as they come
  }

  @Override
  public void open(OpenContext context) {
    waiting = getRuntimeContext().getMapState(WAITING);
    MetricGroup metrics = ScoringMetrics.group(getRuntimeContext());
    scored = metrics.counter("scored");
    failures = new RuleFailures(metrics);
    spans = EventSpans.ofProcess();
  }

  @Override
  public void processElement1(FreshEvent event, Context context, Collector<ScoredException> out)
      throws Exception {
    for (PolicyVersion version : event.versions()) {
      versions.put(version.offset(), version.yaml());
      policies.add(version.offset(), version.yaml());
    }
    long key = event.event().exceptionKey();
    WaitingEvents before = waiting.get(key);
    if (before == null && event.awaited() == 0) {
      score(event, List.of(), context, out);
    } else {
      FreshEvent kept = event.versions().isEmpty() ? event : event.withoutVersions();
      release(key, (before == null ? WaitingEvents.NONE : before).with(kept), context, out);
    }
  }

  @Override
  public void processElement2(Answer answer, Context context, Collector<ScoredException> out)
      throws Exception {
    long key = answer.exceptionKey();
    WaitingEvents before = waiting.get(key);
    release(key, (before == null ? WaitingEvents.NONE : before).with(answer), context, out);
  }

  private void release(long key, WaitingEvents all, Context context, Collector<ScoredException> out)
      throws Exception {
    WaitingEvents left = all;
    for (Ready next = left.ready(); next != null; next = left.ready()) {
      score(next.event(), next.answers(), context, out);
      left = next.rest();
    }
    if (left.isEmpty()) {
      waiting.remove(key);
    } else {
      waiting.put(key, left);
    }
  }

  private void score(
      FreshEvent fresh, List<Answer> answers, Context context, Collector<ScoredException> out) {
    Planned plan =
        planned.computeIfAbsent(fresh.policy(), offset -> Planned.of(offset, policies.at(offset)));
    TracedEvent traced = fresh.event().unpack();
    ExceptionEvent event = traced.event();
    Map<String, Double> features = features(plan, answers);
    Score score = Scorer.score(plan.policy().scoring(), event, features);
    scored.inc();
    failures.count(score, traced);
    describe(fresh, traced, score, plan);
    out.collect(
        new ScoredException(
            fresh.eventId(),
            event,
            traced.trace(),
            traced.origin(),
            score.score(),
            score.priority(),
            score.contributions(),
            features,
            plan.policy().id(),
            fresh.late()));
    if (plan.features().publish() && !plan.features().groups().isEmpty()) {
      context.output(
          FEATURES,
          new FeatureRecord(
              fresh.eventId(),
              event.sourceId(),
              event.exceptionId(),
              event.occurredAt(),
              traced.trace(),
              plan.policy().id(),
              features,
              fresh.late()));
    }
  }

  private void describe(FreshEvent fresh, TracedEvent traced, Score score, Planned plan) {
    spans.record(
        "score",
        traced.trace(),
        traced.origin().ingestedAt(),
        span ->
            span.setAttribute("breakwater.source_id", traced.event().sourceId())
                .setAttribute("breakwater.exception_id", traced.event().exceptionId())
                .setAttribute("breakwater.event_id", fresh.eventId())
                .setAttribute("breakwater.score", score.score())
                .setAttribute("breakwater.priority", score.priority().name())
                .setAttribute("breakwater.policy", plan.policy().id())
                .setAttribute("breakwater.late", fresh.late()));
  }

  private static Map<String, Double> features(Planned plan, List<Answer> answers) {
    if (answers.isEmpty()) {
      return Map.of();
    }
    double[][] byGroup = new double[plan.features().groups().size()][];
    for (Answer answer : answers) {
      byGroup[answer.group()] = answer.values();
    }
    return plan.features().values(byGroup);
  }
}
