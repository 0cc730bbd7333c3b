package io.breakwater.flink.job;

import io.breakwater.flink.kafka.KafkaConnection;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A job as it is started: by its name, between the topics of one Kafka. */
public interface Job {

  /** Its name in Flink, on topic {@code counts} and on the command line, e.g. {@code scoring}. */
  String name();

  /**
   * Adds the job to an environment, without executing it. It may read topics on the way, so every
   * start of the job calls it anew.
   *
   * @param given the job's own settings; it takes the defaults of those that are not given
   * @throws IllegalArgumentException with one sentence, when a setting is wrong
   */
  void define(StreamExecutionEnvironment env, KafkaConnection kafka, JobArguments given);

  /** The code behind {@link #define}. */
  interface Wiring {
    void define(StreamExecutionEnvironment env, KafkaConnection kafka, JobArguments given);
  }

  /** A job of this name that is wired so. */
  static Job of(String name, Wiring wiring) {
    return new Job() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public void define(
          StreamExecutionEnvironment env, KafkaConnection kafka, JobArguments given) {
        wiring.define(env, kafka, given);
        given.requireKnown(name);
      }

      @Override
      public String toString() {
        return name;
      }
    };
  }
}
