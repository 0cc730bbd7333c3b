package io.breakwater.benchmarks.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.breakwater.domain.topic.Topics;
import io.breakwater.embedded.EmbeddedKafka;
import io.breakwater.flink.embedded.EmbeddedFlink;
import io.breakwater.flink.kafka.KafkaConnection;
import io.breakwater.flink.scoring.ScoringOnKafka;
import io.breakwater.flink.scoring.ScoringSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A broker and a Flink cluster in this JVM, a filled topic, and what reads it. */
final class ScoringRig implements AutoCloseable {

  static final int PARALLELISM = 2;
  static final Duration CHECKPOINTS = Duration.ofSeconds(1);

  /** What is read at full speed. */
  private static final Topics FULL = new Topics("bench.");

  /** What latency is measured on. */
  private static final Topics HALF = new Topics("bench.half.");

  /** As the first, with poison among it. */
  private static final Topics POISONED = new Topics("bench.poisoned.");

  /** One record of so many is no event. */
  private static final int POISON_EVERY = 100;

  private static final String COPIES = "copies";

  /** The events behind those that are measured: event time must pass them by 5 s. */
  private static final int TAIL = 10_000;

  /**
   * What a run gave.
   *
   * @param rate events a second
   * @param cpuMicros of the whole process, by event
   * @param checkpointBytesPerKey of the first checkpoint after all events, by exceptions
   *     remembered; NaN for others than the scoring job
   */
  record Run(double rate, double cpuMicros, double checkpointBytesPerKey) {

    /** From the first event that was read until {@code came} results were there, which is now. */
    private static Run until(long came) {
      double micros = FirstRead.cpu().microsSince();
      long millis = System.currentTimeMillis() - FirstRead.millis();
      return new Run(came * 1_000.0 / millis, micros / came, Double.NaN);
    }

    private Run with(double bytesPerKey) {
      return new Run(rate, cpuMicros, bytesPerKey);
    }
  }

  private final Path directory;
  private final EmbeddedKafka kafka;
  private final EmbeddedFlink flink;

  private ScoringRig(Path directory, EmbeddedKafka kafka, EmbeddedFlink flink) {
    this.directory = directory;
    this.kafka = kafka;
    this.flink = flink;
  }

  static ScoringRig start(Path directory) {
    EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0);
    for (Topics topics : new Topics[] {FULL, HALF, POISONED}) {
      kafka.createTopics(
          PARALLELISM,
          topics.exceptions(),
          topics.scored(),
          topics.features(),
          topics.deadLetters(),
          topics.counts(),
          topics.prefix() + COPIES);
      kafka.createTopics(1, topics.policy());
    }
    EmbeddedFlink flink =
        EmbeddedFlink.start(
            new EmbeddedFlink.Settings(
                directory.resolve("flink"),
                0,
                OptionalInt.empty(),
                PARALLELISM,
                PARALLELISM,
                CHECKPOINTS));
    return new ScoringRig(directory, kafka, flink);
  }

  /** Publishes the policies and {@code events} events; the bytes of all of those. */
  long fill(int events) throws IOException {
    publish(FULL, BenchPolicy.inEventTime());
    publish(HALF, BenchPolicy.byArrival());
    publish(POISONED, BenchPolicy.inEventTime());
    long[] bytes = new long[1];
    topic(FULL.exceptions())
        .write(
            send -> {
              for (int i = 0; i < events + TAIL; i++) {
                byte[] key = BenchEvents.key(i);
                byte[] value = BenchEvents.json(i);
                bytes[0] += i < events ? value.length : 0;
                send.accept(new ProducerRecord<>(FULL.exceptions(), key, value));
                send.accept(new ProducerRecord<>(POISONED.exceptions(), key, value));
                if (i % POISON_EVERY == 0) {
                  byte[] cutOff = Arrays.copyOf(value, value.length / 2);
                  send.accept(new ProducerRecord<>(POISONED.exceptions(), key, cutOff));
                }
              }
            });
    return bytes[0];
  }

  private void publish(Topics topics, String policy) {
    new BenchTopic(kafka.bootstrapServers(), topics.policy(), 1)
        .write(
            send ->
                send.accept(
                    new ProducerRecord<>(
                        topics.policy(), "bench@1".getBytes(UTF_8), policy.getBytes(UTF_8))));
  }

  private BenchTopic topic(String name) {
    return new BenchTopic(kafka.bootstrapServers(), name, PARALLELISM);
  }

  private KafkaConnection connection(Topics topics) {
    return new KafkaConnection(kafka.bootstrapServers(), topics, FirstRead.PROPERTIES);
  }

  /** Events a second through the job that copies bytes. */
  Run passThrough(int round, int events) throws Exception {
    BenchTopic output = topic(FULL.prefix() + COPIES);
    output.empty();
    FirstRead.of(FULL.exceptions());
    JobClient client = flink.submit("pass-through-" + round, copies(FULL));
    try {
      return Run.until(output.await(events));
    } finally {
      client.cancel().get();
    }
  }

  private Consumer<StreamExecutionEnvironment> copies(Topics topics) {
    return env ->
        PassThrough.define(env, connection(topics), topics.exceptions(), topics.prefix() + COPIES);
  }

  /** The scoring job over all events. */
  Run scoring(int round, int events, boolean exactlyOnce) throws Exception {
    ScoringSettings d = ScoringSettings.DEFAULT;
    ScoringSettings settings =
        new ScoringSettings(d.time(), d.dedupeTtl(), exactlyOnce, d.policiesAtStart());
    return scoring((exactlyOnce ? "scoring-once-" : "scoring-") + round, FULL, settings, events);
  }

  /** The same with 1 % of records besides that are no events. */
  Run poisoned(int round, int events) throws Exception {
    return scoring("scoring-poisoned-" + round, POISONED, ScoringSettings.DEFAULT, events);
  }

  private Run scoring(String job, Topics topics, ScoringSettings settings, int events)
      throws Exception {
    BenchTopic output = topic(topics.scored());
    output.empty();
    FirstRead.of(topics.exceptions());
    JobClient client =
        flink.submit(job, env -> ScoringOnKafka.define(env, connection(topics), settings));
    try {
      Run run = Run.until(output.await(events));
      output.await(events + TAIL); // the partitions fall quiet, and nothing waits any more
      double bytes = Checkpoints.nextBytes(directory.resolve("flink").resolve(job));
      return run.with(bytes / (events + TAIL));
    } finally {
      client.cancel().get();
    }
  }

  /** Events a second through Kafka Streams. */
  Run streams(int round, int events) throws Exception {
    BenchTopic output = topic(FULL.scored());
    output.empty();
    FirstRead.of(FULL.exceptions());
    try (StreamsScoring streams =
        StreamsScoring.start(kafka.bootstrapServers(), FULL, "bench-streams-" + round, directory)) {
      return Run.until(output.await(events));
    }
  }

  /** The 99th percentile, in milliseconds, through the job that copies bytes. */
  double passThroughLatency(int round, double eventsPerSecond) throws Exception {
    empty(HALF.prefix() + COPIES);
    JobClient client = flink.submit("half-pass-through-" + round, copies(HALF));
    try {
      return latency(HALF.prefix() + COPIES, eventsPerSecond);
    } finally {
      client.cancel().get();
    }
  }

  /** The 99th percentile, in milliseconds, through the scoring job. */
  double scoringLatency(int round, double eventsPerSecond) throws Exception {
    empty(HALF.scored());
    JobClient client =
        flink.submit(
            "half-scoring-" + round,
            env -> ScoringOnKafka.define(env, connection(HALF), ScoringSettings.DEFAULT));
    try {
      return latency(HALF.scored(), eventsPerSecond);
    } finally {
      client.cancel().get();
    }
  }

  private void empty(String output) throws Exception {
    topic(HALF.exceptions()).empty();
    topic(output).empty();
  }

  private double latency(String output, double eventsPerSecond) throws Exception {
    return Latency.p99(
        kafka.bootstrapServers(), HALF.exceptions(), output, PARALLELISM, eventsPerSecond);
  }

  @Override
  public void close() {
    flink.close();
    kafka.close();
  }
}
