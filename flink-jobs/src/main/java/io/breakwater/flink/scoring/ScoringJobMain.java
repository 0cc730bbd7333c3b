package io.breakwater.flink.scoring;

import io.breakwater.domain.topic.Topics;
import io.breakwater.flink.JobEnvironment;
import io.breakwater.flink.kafka.KafkaConnection;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ParameterTool;

/**
 * Runs the scoring job on a Flink cluster: {@code flink run -c
 * io.breakwater.flink.scoring.ScoringJobMain breakwater-flink-jobs-VERSION-job.jar --bootstrap
 * HOST:PORT --checkpoints s3://bucket/path}. The build leaves that jar in {@code
 * flink-jobs/target}; it holds what a Flink distribution does not bring. Where to go on from is
 * {@code flink run}'s own option {@code --fromSavepoint}.
 */
public final class ScoringJobMain {
  private ScoringJobMain() {}

  public static void main(String[] args) throws Exception {
    ParameterTool given = ParameterTool.fromArgs(args);
    JobEnvironment environment =
        new JobEnvironment(
            given.getInt("parallelism", 2),
            given.getRequired("checkpoints"),
            duration(given, "checkpoint-interval", Duration.ofSeconds(10)),
            duration(given, "buffer-timeout", Duration.ofMillis(10)));
    ScoringSettings defaults = ScoringSettings.DEFAULT;
    ScoringSettings settings =
        new ScoringSettings(
            duration(given, "out-of-orderness", defaults.outOfOrderness()),
            duration(given, "idleness", defaults.idleness()),
            duration(given, "clock-skew", defaults.clockSkew()),
            duration(given, "dedupe-ttl", defaults.dedupeTtl()),
            defaults.policiesAtStart());
    KafkaConnection kafka =
        new KafkaConnection(
            given.getRequired("bootstrap"),
            new Topics(given.get("topic-prefix", Topics.DEFAULT.prefix())),
            Map.of());

    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(
            environment.configuration(ScoringJob.NAME, Optional.empty()));
    ScoringOnKafka.define(env, kafka, settings);
    env.execute(ScoringJob.NAME);
  }

  private static Duration duration(ParameterTool given, String name, Duration otherwise) {
    return given.has(name) ? Duration.parse(given.get(name)) : otherwise;
  }
}
