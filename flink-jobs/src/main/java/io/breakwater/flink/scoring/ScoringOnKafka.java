package io.breakwater.flink.scoring;

import io.breakwater.domain.identity.Identity;
import io.breakwater.flink.kafka.KafkaConnection;
import io.breakwater.flink.kafka.KafkaEnds;
import io.breakwater.flink.kafka.RecordWriter;
import io.breakwater.flink.policy.PolicyVersion;
import io.breakwater.flink.policy.PolicyVersionReader;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The scoring job between its topics. */
public final class ScoringOnKafka {
  private ScoringOnKafka() {}

  /**
   * Adds the job to {@code env}. Reads topic {@code policy} first, so it must be called anew for
   * every start of the job.
   */
  public static void define(
      StreamExecutionEnvironment env, KafkaConnection kafka, ScoringSettings given) {
    String policyTopic = kafka.topics().policy();
    ScoringSettings settings =
        given.withPolicies(
            KafkaEnds.presentRecords(kafka, policyTopic).stream()
                .map(PolicyVersionReader::version)
                .toList());

    DataStream<RawRecord> records =
        env.fromSource(
                KafkaEnds.source(
                    kafka, kafka.topics().exceptions(), ScoringJob.NAME, new RawRecordReader()),
                RawRecord.eventTimes(settings.time()),
                "exceptions")
            .uid("exceptions");
    DataStream<PolicyVersion> policies =
        env.fromSource(
                KafkaEnds.source(kafka, policyTopic, ScoringJob.NAME, new PolicyVersionReader()),
                WatermarkStrategy.noWatermarks(),
                "policies")
            .uid("policies")
            .setParallelism(1);

    ScoringJob.Outputs out = ScoringJob.define(records, policies, settings);

    sink(
        out.scored(),
        "scored",
        alertPath(
            kafka,
            settings,
            "scored",
            new RecordWriter<>(
                kafka.topics().scored(),
                scored -> scored.event().key(),
                scored -> scored.trace())));
    sink(
        out.features(),
        "features",
        alertPath(
            kafka,
            settings,
            "features",
            new RecordWriter<>(
                kafka.topics().features(),
                record -> Identity.exceptionKey(record.sourceId(), record.exceptionId()),
                record -> record.trace())));
    sink(
        out.deadLetters(),
        "dead-letters",
        KafkaEnds.sink(
            kafka,
            new RecordWriter<>(
                kafka.topics().deadLetters(),
                // It has no exception: its record's place is its key.
                letter -> letter.origin().place(),
                letter -> letter.trace())));
    sink(
            out.counts(),
            "counts",
            KafkaEnds.sink(
                kafka, new RecordWriter<>(kafka.topics().counts(), counts -> counts.job(), null)))
        .setParallelism(1);
  }

  private static <T> KafkaSink<T> alertPath(
      KafkaConnection kafka, ScoringSettings settings, String topic, RecordWriter<T> writer) {
    return settings.exactlyOnce()
        ? KafkaEnds.exactlyOnceSink(kafka, ScoringJob.NAME + "." + topic, writer)
        : KafkaEnds.sink(kafka, writer);
  }

  private static <T> DataStreamSink<T> sink(DataStream<T> stream, String topic, KafkaSink<T> sink) {
    return stream.sinkTo(sink).name(topic).uid("sink-" + topic);
  }
}
