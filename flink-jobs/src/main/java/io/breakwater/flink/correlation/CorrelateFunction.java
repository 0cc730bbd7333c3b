package io.breakwater.flink.correlation;

import io.breakwater.flink.json.JsonTypeInformation;
import io.breakwater.flink.policy.Policies;
import io.breakwater.flink.policy.PolicyVersion;
import io.breakwater.scoring.correlation.Announcement;
import io.breakwater.scoring.correlation.Correlation;
import io.breakwater.scoring.correlation.Memberships.Membership;
import io.breakwater.scoring.correlation.RuleVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Makes incidents of the members of each rule and key: {@link Correlation} on Flink's state. */
final class CorrelateFunction
    extends KeyedBroadcastProcessFunction<String, Membership, PolicyVersion, Announcement> {
  private static final long serialVersionUID = 1L;

  static final OutputTag<String> DUPLICATES = new OutputTag<>("duplicates", Types.STRING);

  /** What came after its incident was forgotten. */
  static final OutputTag<Membership> LATE =
      new OutputTag<>("late", JsonTypeInformation.of(Membership.class));

  private final Duration lateness;
  private final ArrayList<PolicyVersion> policiesAtStart;

  private transient Policies policies;
  private transient GroupState state;
  private transient Counter late;
  private transient Counter said;

  CorrelateFunction(CorrelationSettings settings) {
    this.lateness = settings.allowedLateness();
    this.policiesAtStart = new ArrayList<>(settings.policiesAtStart());
  }

  @Override
  public void open(OpenContext context) {
    state = new GroupState(getRuntimeContext());
    late = CorrelationMetrics.group(getRuntimeContext()).counter("late");
    said = CorrelationMetrics.group(getRuntimeContext()).counter("incident_events");
  }

  @Override
  public void processElement(
      Membership membership, ReadOnlyContext context, Collector<Announcement> out)
      throws Exception {
    policies(context.getBroadcastState(Policies.STATE));
    Correlation correlation = correlation(GroupKey.of(membership), context.timerService());
    switch (correlation.add(membership.member(), context.currentWatermark())) {
      case DUPLICATE -> context.output(DUPLICATES, CorrelationCounts.DUPLICATE);
      case TOO_LATE -> {
        late.inc();
        context.output(LATE, membership);
      }
      case JOINED -> {
        // it is said when its second is over
      }
    }
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<Announcement> out)
      throws Exception {
    policies(context.getBroadcastState(Policies.STATE));
    Correlation correlation =
        correlation(GroupKey.parse(context.getCurrentKey()), context.timerService());
    for (Announcement next : correlation.wake(time, context.currentWatermark())) {
      said.inc();
      out.collect(next);
    }
  }

  @Override
  public void processBroadcastElement(
      PolicyVersion version, Context context, Collector<Announcement> out) throws Exception {
    policies(context.getBroadcastState(Policies.STATE)).add(version.offset(), version.yaml());
    context.getBroadcastState(Policies.STATE).put(version.offset(), version.yaml());
  }

  private Correlation correlation(GroupKey group, TimerService timers) {
    return new Correlation(
        group.rule(),
        group.key(),
        version -> version(version, group.rule()),
        lateness,
        state.with(timers));
  }

  private Optional<RuleVersion> version(String policyVersion, String rule) {
    return policies.byId(policyVersion).flatMap(policy -> RuleVersion.of(policy, rule));
  }

  private Policies policies(ReadOnlyBroadcastState<Long, String> broadcast) throws Exception {
    if (policies == null) {
      policies = Policies.restored(policiesAtStart, broadcast);
    }
    return policies;
  }
}
