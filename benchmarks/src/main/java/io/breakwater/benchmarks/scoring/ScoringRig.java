package io.breakwater.benchmarks.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.breakwater.domain.topic.Topics;
import io.breakwater.embedded.EmbeddedKafka;
import io.breakwater.flink.embedded.EmbeddedFlink;
import io.breakwater.flink.kafka.KafkaConnection;
import io.breakwater.flink.scoring.ScoringOnKafka;
import io.breakwater.flink.scoring.ScoringSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A broker and a Flink cluster in this JVM, a filled topic, and the two jobs that read it. */
final class ScoringRig implements AutoCloseable {

  private static final int PARALLELISM = 2;
  private static final Topics TOPICS = new Topics("bench.");
  private static final String COPIES = "bench.copies";

  private final EmbeddedKafka kafka;
  private final EmbeddedFlink flink;
  private final KafkaConnection connection;
  private final BenchTopic scored;
  private final BenchTopic copies;

  private ScoringRig(EmbeddedKafka kafka, EmbeddedFlink flink) {
    this.kafka = kafka;
    this.flink = flink;
    this.connection = KafkaConnection.plain(kafka.bootstrapServers(), TOPICS);
    this.scored = new BenchTopic(kafka.bootstrapServers(), TOPICS.scored(), PARALLELISM);
    this.copies = new BenchTopic(kafka.bootstrapServers(), COPIES, PARALLELISM);
  }

  static ScoringRig start(Path directory) {
    EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0);
    kafka.createTopics(
        PARALLELISM,
        TOPICS.exceptions(),
        TOPICS.scored(),
        TOPICS.deadLetters(),
        TOPICS.counts(),
        COPIES);
    kafka.createTopics(1, TOPICS.policy());
    EmbeddedFlink flink =
        EmbeddedFlink.start(
            new EmbeddedFlink.Settings(
                directory.resolve("flink"),
                0,
                OptionalInt.empty(),
                PARALLELISM,
                PARALLELISM,
                Duration.ofSeconds(10)));
    return new ScoringRig(kafka, flink);
  }

  /** Publishes the policy and {@code events} events; the bytes of all of them. */
  long fill(int events) throws IOException {
    BenchTopic policies = new BenchTopic(kafka.bootstrapServers(), TOPICS.policy(), 1);
    try (InputStream yaml = ScoringRig.class.getResourceAsStream("/scoring-bench-policy.yaml")) {
      byte[] policy = yaml.readAllBytes();
      policies.write(
          send -> send.accept(new ProducerRecord<>(TOPICS.policy(), "k".getBytes(UTF_8), policy)));
    }
    long[] bytes = new long[1];
    new BenchTopic(kafka.bootstrapServers(), TOPICS.exceptions(), PARALLELISM)
        .write(
            send -> {
              for (int i = 0; i < events; i++) {
                byte[] value = BenchEvents.json(i);
                bytes[0] += value.length;
                send.accept(new ProducerRecord<>(TOPICS.exceptions(), BenchEvents.key(i), value));
              }
            });
    return bytes[0];
  }

  /** Events a second through the job that copies bytes. */
  double passThrough(int round, int events) throws Exception {
    return rate(
        "pass-through-" + round,
        copies,
        events,
        env -> PassThrough.define(env, connection, TOPICS.exceptions(), COPIES));
  }

  /** Events a second through the scoring job. */
  double scoring(int round, int events) throws Exception {
    return rate(
        "scoring-" + round,
        scored,
        events,
        env -> ScoringOnKafka.define(env, connection, ScoringSettings.DEFAULT));
  }

  private double rate(
      String job, BenchTopic output, int events, Consumer<StreamExecutionEnvironment> graph)
      throws InterruptedException, ExecutionException {
    output.empty();
    JobClient client = flink.submit(job, graph);
    try {
      return output.rateOf(events);
    } finally {
      client.cancel().get();
    }
  }

  @Override
  public void close() {
    flink.close();
    kafka.close();
  }
}
