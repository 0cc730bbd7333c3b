package io.breakwater.flink.slareport;

import io.breakwater.domain.event.DeadLetter;
import io.breakwater.domain.sla.report.SlaOutcome;
import io.breakwater.domain.sla.report.SlaWindow;
import io.breakwater.flink.json.JsonTypeInformation;
import io.breakwater.flink.policy.Policies;
import io.breakwater.flink.policy.PolicyVersion;
import io.breakwater.flink.time.EventTimes;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The graph of the SLA report job: the life of work items becomes outcomes of their clocks and
 * windows of desks, by the arithmetic of the live clocks. It knows no connector and no environment.
 */
public final class SlaReportJob {
  private SlaReportJob() {}

  /** The job's name in Flink. */
  public static final String NAME = "sla-report";

  /**
   * What comes out.
   *
   * @param outcomes how each clock stands, whenever that changes
   * @param windows what happened on each desk under each SLA, when a window ends
   * @param deadLetters every record that is no work record
   */
  public record Outputs(
      DataStream<SlaOutcome> outcomes,
      DataStream<SlaWindow> windows,
      DataStream<DeadLetter> deadLetters) {}

  /**
   * Builds the graph.
   *
   * @param records with timestamps and watermarks
   * @param policies every version, in the order of the topic; never has a say in event time
   */
  public static Outputs define(
      DataStream<WorkInput> records,
      DataStream<PolicyVersion> policies,
      SlaReportSettings settings) {
    SingleOutputStreamOperator<WorkInput> work =
        EventTimes.kept(records)
            .process(new SplitWork(), JsonTypeInformation.of(WorkInput.class))
            .name("split work records from dead letters")
            .uid("split");
    BroadcastStream<PolicyVersion> versions =
        EventTimes.none(policies, "policy time").broadcast(Policies.STATE);

    SingleOutputStreamOperator<SlaOutcome> outcomes =
        work.keyBy(input -> input.work().workItemId(), Types.STRING)
            .connect(versions)
            .process(new OutcomeFunction(settings), JsonTypeInformation.of(SlaOutcome.class))
            .name("judge clocks")
            .uid("outcomes");

    DataStream<SlaWindow> windows =
        outcomes
            .getSideOutput(OutcomeFunction.MARKS)
            .keyBy(WindowFunction::key, Types.STRING)
            .connect(versions)
            .process(new WindowFunction(settings), JsonTypeInformation.of(SlaWindow.class))
            .name("count windows")
            .uid("windows");

    return new Outputs(
        outcomes,
        windows,
        work.getSideOutput(SplitWork.DEAD_LETTERS)
            .union(outcomes.getSideOutput(SplitWork.DEAD_LETTERS)));
  }
}
