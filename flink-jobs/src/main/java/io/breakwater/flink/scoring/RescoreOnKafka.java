package io.breakwater.flink.scoring;

import io.breakwater.domain.event.ScoredException;
import io.breakwater.flink.json.JsonTypeInformation;
import io.breakwater.flink.kafka.KafkaConnection;
import io.breakwater.flink.kafka.KafkaEnds;
import io.breakwater.flink.kafka.RecordWriter;
import io.breakwater.flink.policy.PolicyVersion;
import io.breakwater.flink.policy.PolicyVersionReader;
import java.time.Instant;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The scoring job over the past: every event of topic {@code exceptions} up to now is read again,
 * so that features are what they were, and those of a span of event time are scored by the policies
 * that are known now. That answers what a version that was published late, or with an earlier
 * {@code effective_from}, would have said.
 *
 * <p>The scores go to a topic of their own and change no work item: those were opened and worked on
 * by the old ones, and on topic {@code scored} the same event again is a redelivery. The job ends
 * when it has read everything.
 */
public final class RescoreOnKafka {
  private RescoreOnKafka() {}

  /** The job's name in Flink. */
  public static final String NAME = "rescore";

  /**
   * Adds the job to {@code env}.
   *
   * @throws IllegalArgumentException if there is no policy to score by
   */
  public static void define(
      StreamExecutionEnvironment env, KafkaConnection kafka, RescoreSettings settings) {
    List<PolicyVersion> policies =
        KafkaEnds.presentRecords(kafka, kafka.topics().policy()).stream()
            .map(PolicyVersionReader::version)
            .toList();
    if (policies.isEmpty()) {
      throw new IllegalArgumentException(
          "topic " + kafka.topics().policy() + " is empty: publish a policy to score by");
    }
    KafkaEnds.createLike(kafka, settings.topic(), kafka.topics().scored());

    DataStream<RawRecord> records =
        env.fromSource(
                KafkaEnds.presentSource(
                    kafka, kafka.topics().exceptions(), NAME, new RawRecordReader()),
                RawRecord.eventTimes(settings.scoring().time()),
                "exceptions")
            .uid("exceptions");
    DataStream<PolicyVersion> versions =
        env.fromData(
                JsonTypeInformation.of(PolicyVersion.class), policies.toArray(PolicyVersion[]::new))
            .uid("policies");

    Instant from = settings.from();
    Instant to = settings.to();
    DataStream<ScoredException> rescored =
        ScoringJob.define(records, versions, settings.scoring().withPolicies(policies))
            .scored()
            .filter(
                scored ->
                    !scored.event().occurredAt().isBefore(from)
                        && scored.event().occurredAt().isBefore(to))
            .name("only the span")
            .uid("span");
    rescored
        .sinkTo(
            KafkaEnds.sink(
                kafka,
                new RecordWriter<>(
                    settings.topic(), scored -> scored.event().key(), scored -> scored.trace())))
        .name("rescored")
        .uid("sink-rescored");
  }
}
