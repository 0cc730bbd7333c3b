package io.breakwater.flink.correlation;

import io.breakwater.domain.event.DeadLetter;
import io.breakwater.domain.event.DeadLetters;
import io.breakwater.domain.incident.IncidentEvent;
import io.breakwater.domain.trace.TraceContext;
import io.breakwater.flink.kafka.KafkaConnection;
import io.breakwater.flink.kafka.KafkaEnds;
import io.breakwater.flink.kafka.RecordWriter;
import io.breakwater.flink.policy.PolicyVersion;
import io.breakwater.flink.policy.PolicyVersionReader;
import io.breakwater.flink.time.EventTimes;
import io.breakwater.scoring.correlation.Micros;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The correlation job between its topics. */
public final class CorrelationOnKafka {
  private CorrelationOnKafka() {}

  private static final int SPAN_ID = 16;

  /**
   * Adds the job to {@code env}. Reads topic {@code policy} first, so it must be called anew for
   * every start of the job.
   */
  public static void define(
      StreamExecutionEnvironment env, KafkaConnection kafka, CorrelationSettings given) {
    String policyTopic = kafka.topics().policy();
    CorrelationSettings settings =
        given.withPolicies(
            KafkaEnds.presentRecords(kafka, policyTopic).stream()
                .map(PolicyVersionReader::version)
                .toList());

    DataStream<ScoredRecord> records =
        env.fromSource(
                KafkaEnds.source(
                    kafka, kafka.topics().scored(), CorrelationJob.NAME, new ScoredRecordReader()),
                time(settings),
                "scored")
            .uid("scored");
    DataStream<PolicyVersion> policies =
        env.fromSource(
                KafkaEnds.source(
                    kafka, policyTopic, CorrelationJob.NAME, new PolicyVersionReader()),
                WatermarkStrategy.noWatermarks(),
                "policies")
            .uid("policies")
            .setParallelism(1);

    CorrelationJob.Outputs out = CorrelationJob.define(records, policies, settings);

    sink(
        out.incidents(),
        "incidents",
        KafkaEnds.sink(
            kafka,
            new RecordWriter<>(
                kafka.topics().incidents(), IncidentEvent::incidentId, CorrelationOnKafka::trace)));
    sink(
        out.deadLetters(),
        "dead-letters",
        KafkaEnds.sink(
            kafka,
            new RecordWriter<>(kafka.topics().deadLetters(), DeadLetters::key, DeadLetter::trace)));
    sink(
            out.counts(),
            "counts",
            KafkaEnds.sink(
                kafka, new RecordWriter<>(kafka.topics().counts(), counts -> counts.job(), null)))
        .setParallelism(1);
  }

  /**
   * An exception counts for event time as the end of its second: a second is taken up as a whole,
   * so this lets go of the last one too when nothing more comes.
   */
  static WatermarkStrategy<ScoredRecord> time(CorrelationSettings settings) {
    return EventTimes.strategy(
        settings.time(), CorrelationOnKafka::endOfSecond, CorrelationOnKafka::ingested);
  }

  private static long endOfSecond(ScoredRecord record) {
    return record.scored() == null
        ? EventTimes.NONE
        : Micros.endOfSecondMillis(Micros.of(record.scored().event().occurredAt()));
  }

  private static long ingested(ScoredRecord record) {
    return record.scored() == null
        ? EventTimes.NONE
        : record.scored().origin().ingestedAt().toEpochMilli();
  }

  /** The first member's trace, with a span that is the incident's own. */
  private static TraceContext trace(IncidentEvent event) {
    return new TraceContext(event.traceId(), event.incidentId().substring(0, SPAN_ID));
  }

  private static <T> DataStreamSink<T> sink(DataStream<T> stream, String topic, KafkaSink<T> sink) {
    return stream.sinkTo(sink).name(topic).uid("sink-" + topic);
  }
}
