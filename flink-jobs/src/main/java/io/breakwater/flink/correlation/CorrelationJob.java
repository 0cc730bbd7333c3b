package io.breakwater.flink.correlation;

import io.breakwater.domain.event.DeadLetter;
import io.breakwater.domain.event.JobCounts;
import io.breakwater.domain.incident.IncidentEvent;
import io.breakwater.flink.counts.JobCounters;
import io.breakwater.flink.json.JsonTypeInformation;
import io.breakwater.flink.policy.Policies;
import io.breakwater.flink.policy.PolicyVersion;
import io.breakwater.flink.time.EventTimes;
import io.breakwater.scoring.correlation.Announcement;
import io.breakwater.scoring.correlation.Memberships.Membership;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The graph of the correlation job: scored exceptions become incidents by the rules of the policy.
 * It knows no connector and no environment.
 */
public final class CorrelationJob {
  private CorrelationJob() {}

  /** The job's name in Flink and its key on topic {@code counts}. */
  public static final String NAME = "correlation";

  /**
   * What comes out.
   *
   * @param incidents every change of every incident
   * @param late members that came after their incident was forgotten
   * @param deadLetters every record that is no scored exception
   * @param counts totals since the beginning
   */
  public record Outputs(
      DataStream<IncidentEvent> incidents,
      DataStream<Membership> late,
      DataStream<DeadLetter> deadLetters,
      DataStream<JobCounts> counts) {}

  /**
   * Builds the graph.
   *
   * @param records with timestamps and watermarks
   * @param policies every version, in the order of the topic; never has a say in event time
   */
  public static Outputs define(
      DataStream<ScoredRecord> records,
      DataStream<PolicyVersion> policies,
      CorrelationSettings settings) {
    BroadcastStream<PolicyVersion> versions =
        EventTimes.none(policies, "policy time").broadcast(Policies.STATE);
    SingleOutputStreamOperator<Membership> memberships =
        EventTimes.kept(records)
            .connect(versions)
            .process(new MatchRules(settings), JsonTypeInformation.of(Membership.class))
            .name("match rules")
            .uid("match");
    SingleOutputStreamOperator<Announcement> said =
        memberships
            .keyBy(membership -> GroupKey.of(membership).text(), Types.STRING)
            .connect(versions)
            .process(new CorrelateFunction(settings), JsonTypeInformation.of(Announcement.class))
            .name("correlate")
            .uid("correlate");
    DataStream<IncidentEvent> incidents = withParents(said, settings);

    DataStream<DeadLetter> deadLetters =
        memberships
            .getSideOutput(MatchRules.INVALID)
            .map(ScoredRecord::deadLetter, JsonTypeInformation.of(DeadLetter.class))
            .name("dead letters")
            .uid("dead-letters");
    DataStream<Membership> late = said.getSideOutput(CorrelateFunction.LATE);

    JobCounters counters = new JobCounters(NAME);
    counters.count(records, "records", record -> CorrelationCounts.RECEIVED);
    counters.count(deadLetters, "invalid", letter -> CorrelationCounts.INVALID);
    counters.count(
        memberships.getSideOutput(MatchRules.FAILED), "failures", CorrelationCounts::failed);
    counters.count(memberships, "members", membership -> CorrelationCounts.MEMBERS);
    counters.count(said.getSideOutput(CorrelateFunction.DUPLICATES), "duplicates", name -> name);
    counters.count(late, "late", membership -> CorrelationCounts.LATE);
    counters.count(said, "changes", next -> CorrelationCounts.change(next.event()));
    DataStream<JobCounts> counts =
        counters
            .totals()
            .map(CorrelationCounts::complete, JsonTypeInformation.of(JobCounts.class))
            .name("complete counts")
            .uid("complete-counts")
            .setParallelism(1);

    return new Outputs(incidents, late, deadLetters, counts);
  }

  /** Records of rules with a parent take a way of their own; the others go straight on. */
  private static DataStream<IncidentEvent> withParents(
      DataStream<Announcement> said, CorrelationSettings settings) {
    SingleOutputStreamOperator<IncidentEvent> straight =
        said.process(new SplitKin(), JsonTypeInformation.of(IncidentEvent.class))
            .name("split by parent")
            .uid("split-by-parent");
    DataStream<IncidentEvent> children =
        straight
            .getSideOutput(SplitKin.KIN)
            .keyBy(Kin::group, Types.STRING)
            .process(new ParentFunction(settings), JsonTypeInformation.of(IncidentEvent.class))
            .name("find parents")
            .uid("find-parents");
    return straight.union(children);
  }
}
