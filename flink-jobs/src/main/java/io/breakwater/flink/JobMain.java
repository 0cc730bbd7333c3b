package io.breakwater.flink;

import io.breakwater.flink.job.Job;
import io.breakwater.flink.job.JobOptions;
import java.util.Optional;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Runs one job of {@link Jobs} on a Flink cluster: {@code flink run
 * breakwater-flink-jobs-VERSION-job.jar --job scoring --bootstrap HOST:PORT [--topic-prefix PREFIX]
 * [--checkpoints URI] [--state heap|rocksdb] [--set name=value]...}, and what else {@link
 * JobOptions} knows. The build leaves that jar in {@code flink-jobs/target}; it holds what a Flink
 * distribution does not bring. Where to go on from is {@code flink run}'s own option {@code
 * --fromSavepoint}.
 */
public final class JobMain {
  private JobMain() {}

  public static void main(String[] args) throws Exception {
    JobOptions options = JobOptions.parse(args);
    Job job = Jobs.named(options.job());
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(
            options.environment().configuration(job.name(), Optional.empty()));
    job.define(env, options.kafka(), options.arguments());
    env.execute(job.name());
  }
}
