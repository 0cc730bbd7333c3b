package io.breakwater.flink.scoring;

import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.FeatureRecord;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.flink.json.JsonTypeInformation;
import io.breakwater.flink.policy.Policies;
import io.breakwater.flink.policy.PolicyVersion;
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
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
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
final class ScoreFunction extends KeyedCoProcessFunction<Long, FreshEvent, Answer, ScoredException>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  static final OutputTag<FeatureRecord> FEATURES =
      new OutputTag<>("features", JsonTypeInformation.of(FeatureRecord.class));

  private static final ValueStateDescriptor<WaitingEvents> WAITING =
      new ValueStateDescriptor<>("waiting", new WaitingEvents.Serializer());

  private final ArrayList<PolicyVersion> policiesAtStart;

  private transient ValueState<WaitingEvents> waiting;
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
    waiting = getRuntimeContext().getState(WAITING);
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
    WaitingEvents before = waiting.value();
    if (before == null && event.awaited() == 0) {
      score(event, List.of(), context, out);
    } else {
      FreshEvent kept = event.versions().isEmpty() ? event : event.withoutVersions();
      release((before == null ? WaitingEvents.NONE : before).with(kept), context, out);
    }
  }

  @Override
  public void processElement2(Answer answer, Context context, Collector<ScoredException> out)
      throws Exception {
    WaitingEvents before = waiting.value();
    release((before == null ? WaitingEvents.NONE : before).with(answer), context, out);
  }

  private void release(WaitingEvents all, Context context, Collector<ScoredException> out)
      throws Exception {
    WaitingEvents left = all;
    for (FreshEvent next = left.ready(); next != null; next = left.ready()) {
      score(next, left.answersTo(next), context, out);
      left = left.withoutFirst();
    }
    if (left.isEmpty()) {
      waiting.clear();
    } else {
      waiting.update(left);
    }
  }

  private void score(
      FreshEvent fresh, List<Answer> answers, Context context, Collector<ScoredException> out) {
    Planned plan =
        planned.computeIfAbsent(fresh.policy(), offset -> Planned.of(offset, policies.at(offset)));
    ExceptionEvent event = fresh.event().event();
    Map<String, Double> features = features(plan, answers);
    Score score = Scorer.score(plan.policy().scoring(), event, features);
    scored.inc();
    failures.count(score, fresh.event());
    describe(fresh, score, plan);
    out.collect(
        new ScoredException(
            fresh.eventId(),
            event,
            fresh.event().trace(),
            fresh.event().origin(),
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
              fresh.event().trace(),
              plan.policy().id(),
              features,
              fresh.late()));
    }
  }

  private void describe(FreshEvent fresh, Score score, Planned plan) {
    TracedEvent traced = fresh.event();
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
