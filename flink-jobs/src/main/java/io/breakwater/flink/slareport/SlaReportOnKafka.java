package io.breakwater.flink.slareport;

import io.breakwater.domain.event.DeadLetter;
import io.breakwater.domain.sla.report.SlaOutcome;
import io.breakwater.domain.sla.report.SlaWindow;
import io.breakwater.domain.trace.TraceContext;
import io.breakwater.flink.kafka.KafkaConnection;
import io.breakwater.flink.kafka.KafkaEnds;
import io.breakwater.flink.kafka.RecordWriter;
import io.breakwater.flink.policy.PolicyVersion;
import io.breakwater.flink.policy.PolicyVersionReader;
import io.breakwater.flink.time.EventTimes;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The SLA report job between its topics. What it writes are upserts with deterministic ids, so at
 * least once is enough: after a restart a record may be there again, and the last one of an id is
 * the same as without the restart. A transaction would hold every record back until a checkpoint.
 */
public final class SlaReportOnKafka {
  private SlaReportOnKafka() {}

  /**
   * Adds the job to {@code env}. Reads topic {@code policy} first, so it must be called anew for
   * every start of the job.
   */
  public static void define(
      StreamExecutionEnvironment env, KafkaConnection kafka, SlaReportSettings given) {
    String policyTopic = kafka.topics().policy();
    SlaReportSettings settings =
        given.withPolicies(
            KafkaEnds.presentRecords(kafka, policyTopic).stream()
                .map(PolicyVersionReader::version)
                .toList());

    DataStream<WorkInput> records =
        env.fromSource(
                KafkaEnds.source(
                    kafka, kafka.topics().work(), SlaReportJob.NAME, new WorkRecordReader()),
                EventTimes.strategy(
                    settings.eventTime(),
                    SlaReportOnKafka::eventTime,
                    input -> input.origin().ingestedAt().toEpochMilli()),
                "work")
            .uid("work");
    DataStream<PolicyVersion> policies =
        env.fromSource(
                KafkaEnds.source(kafka, policyTopic, SlaReportJob.NAME, new PolicyVersionReader()),
                WatermarkStrategy.noWatermarks(),
                "policies")
            .uid("policies")
            .setParallelism(1);

    SlaReportJob.Outputs out = SlaReportJob.define(records, policies, settings);

    String topic = kafka.topics().slaReport();
    out.outcomes()
        .sinkTo(
            KafkaEnds.sink(
                kafka,
                new RecordWriter<SlaOutcome>(topic, SlaOutcome::key, SlaReportOnKafka::trace)))
        .name("sla-report outcomes")
        .uid("sink-outcomes");
    out.windows()
        .sinkTo(KafkaEnds.sink(kafka, new RecordWriter<SlaWindow>(topic, SlaWindow::key, null)))
        .name("sla-report windows")
        .uid("sink-windows");
    out.deadLetters()
        .sinkTo(
            KafkaEnds.sink(
                kafka,
                new RecordWriter<DeadLetter>(
                    kafka.topics().deadLetters(), SlaReportOnKafka::key, DeadLetter::trace)))
        .name("dead-letters")
        .uid("sink-dead-letters");
  }

  private static long eventTime(WorkInput input) {
    return input.work() == null
        ? EventTimes.NONE
        : input.work().event().occurredAt().toEpochMilli();
  }

  /** The trace of the work item; the record's own hop in it is told by its id. */
  private static TraceContext trace(SlaOutcome outcome) {
    return new TraceContext(outcome.traceId(), outcome.id().substring(0, 16));
  }

  private static String key(DeadLetter letter) {
    return letter.origin().topic()
        + "-"
        + letter.origin().partition()
        + "@"
        + letter.origin().offset();
  }
}
