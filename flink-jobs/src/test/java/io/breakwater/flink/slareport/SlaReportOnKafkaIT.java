package io.breakwater.flink.slareport;

import static io.breakwater.flink.slareport.Journals.id;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.domain.event.DeadLetter;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.sla.Outcome;
import io.breakwater.domain.sla.Target;
import io.breakwater.domain.sla.report.SlaOutcome;
import io.breakwater.domain.sla.report.SlaReport;
import io.breakwater.domain.sla.report.SlaWindow;
import io.breakwater.domain.topic.Topics;
import io.breakwater.domain.trace.TraceContext;
import io.breakwater.embedded.EmbeddedKafka;
import io.breakwater.flink.Jobs;
import io.breakwater.flink.embedded.EmbeddedFlink;
import io.breakwater.flink.kafka.KafkaConnection;
import io.breakwater.flink.slareport.Journals.Sent;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.flink.core.execution.JobClient;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job between real topics, with poison, repetitions and a restart in the middle. */
class SlaReportOnKafkaIT {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final Topics TOPICS = Topics.DEFAULT;

  @TempDir Path directory;

  @Test
  void reportsWhatIsGoodAndGoesOnAfterARestart() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0);
        KafkaProducer<byte[], byte[]> producer = producer(kafka);
        EmbeddedFlink flink = flink()) {
      kafka.createTopics(2, TOPICS.work(), TOPICS.slaReport(), TOPICS.deadLetters());
      kafka.createTopics(1, TOPICS.policy());
      send(producer, TOPICS.policy(), "test@1", Journals.policy(1).yaml().getBytes(UTF_8), null);
      Journals journals = new Journals();
      JobClient job = submit(flink, kafka);

      send(producer, journals, new Sent("a-1", Kind.RAISED, 0));
      send(producer, journals, new Sent("b-1", Kind.RAISED, 10));
      send(producer, TOPICS.work(), "poison", "nonsense".getBytes(UTF_8), null);
      send(producer, TOPICS.work(), "poison", "{\"sequence\":1}".getBytes(UTF_8), null);
      send(producer, journals, new Sent("a-1", Kind.RESOLVED, 30));
      await().atMost(PATIENCE).until(() -> outcome(kafka, "a-1", Target.RESOLVE) == Outcome.MET);
      await().atMost(PATIENCE).until(() -> letters(kafka).size() == 2);
      awaitCheckpoint();

      job.cancel().get();
      submit(flink, kafka);
      Journals again = new Journals();
      send(producer, again, new Sent("a-1", Kind.RAISED, 0));
      send(producer, again, new Sent("a-1", Kind.RESOLVED, 30));
      send(producer, journals, new Sent("b-1", Kind.RESOLVED, 200));
      send(producer, journals, new Sent("c-1", Kind.RAISED, 601));
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(windows(kafka, "b", Duration.ofMinutes(5)))
                      .as("the window that ends at five past")
                      .anySatisfy(
                          window -> {
                            assertThat(window.opened()).isEqualTo(1);
                            assertThat(window.resolved()).isEqualTo(1);
                            assertThat(window.breached()).isEqualTo(1);
                            assertThat(window.backlog()).isZero();
                          }));
      assertThat(windows(kafka, "a", Duration.ofMinutes(5)))
          .as("what came again counts once")
          .allSatisfy(window -> assertThat(window.opened()).isEqualTo(1));
      assertThat(outcome(kafka, "b-1", Target.ACKNOWLEDGE)).isEqualTo(Outcome.BREACHED);
      assertThat(outcome(kafka, "b-1", Target.RESOLVE)).isEqualTo(Outcome.MET);
      assertThat(outcome(kafka, "a-1", Target.RESOLVE)).isEqualTo(Outcome.MET);
      assertThat(letters(kafka))
          .extracting(DeadLetter::code)
          .containsExactly("not-a-work-record", "not-a-work-record");
    }
  }

  private EmbeddedFlink flink() {
    return EmbeddedFlink.start(
        new EmbeddedFlink.Settings(
            directory.resolve("flink"), 0, OptionalInt.empty(), 2, 2, Duration.ofMillis(500)));
  }

  private static JobClient submit(EmbeddedFlink flink, EmbeddedKafka kafka) {
    return flink.submit(
        Jobs.named(SlaReportJob.NAME), 2, KafkaConnection.plain(kafka.bootstrapServers(), TOPICS));
  }

  /** Of everything up to now: two more than there are. */
  private void awaitCheckpoint() throws Exception {
    int newest = newestCheckpoint();
    await().atMost(PATIENCE).until(() -> newestCheckpoint() >= newest + 2);
  }

  private int newestCheckpoint() throws Exception {
    try (Stream<Path> files = Files.walk(directory.resolve("flink").resolve(SlaReportJob.NAME))) {
      return files
          .filter(file -> file.endsWith("_metadata"))
          .map(file -> file.getParent().getFileName().toString())
          .mapToInt(name -> Integer.parseInt(name.substring("chk-".length())))
          .max()
          .orElse(0);
    } catch (UncheckedIOException deletedMeanwhile) {
      return 0;
    }
  }

  private static void send(KafkaProducer<byte[], byte[]> producer, Journals journals, Sent sent) {
    for (WorkInput input : journals.arrive(sent, "test@1")) {
      send(
          producer, TOPICS.work(), id(sent.exceptionId()), Json.bytes(input.work()), input.trace());
    }
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer,
      String topic,
      String key,
      byte[] value,
      TraceContext trace) {
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, key.getBytes(UTF_8), value);
    if (trace != null) {
      record.headers().add(TraceContext.HEADER, trace.traceparent().getBytes(UTF_8));
    }
    producer.send(record, (metadata, error) -> assertThat(error).isNull());
    producer.flush();
  }

  private static KafkaProducer<byte[], byte[]> producer(EmbeddedKafka kafka) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", kafka.bootstrapServers()),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static Outcome outcome(EmbeddedKafka kafka, String exceptionId, Target target) {
    SlaReport record = report(kafka).get(SlaOutcome.id(id(exceptionId), "standard", target, 1));
    return record instanceof SlaOutcome outcome ? outcome.outcome() : null;
  }

  private static List<SlaWindow> windows(EmbeddedKafka kafka, String desk, Duration length) {
    List<SlaWindow> windows = new ArrayList<>();
    for (SlaReport record : report(kafka).values()) {
      if (record instanceof SlaWindow window
          && window.desk().equals(desk)
          && window.length().equals(length)) {
        windows.add(window);
      }
    }
    return windows;
  }

  /** The last record of every id. */
  private static Map<String, SlaReport> report(EmbeddedKafka kafka) {
    Map<String, SlaReport> report = new LinkedHashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : read(kafka, TOPICS.slaReport())) {
      SlaReport value = Json.read(record.value(), SlaReport.class);
      report.put(value.id(), value);
    }
    return report;
  }

  private static List<DeadLetter> letters(EmbeddedKafka kafka) {
    return read(kafka, TOPICS.deadLetters()).stream()
        .map(record -> Json.read(record.value(), DeadLetter.class))
        .toList();
  }

  private static List<ConsumerRecord<byte[], byte[]>> read(EmbeddedKafka kafka, String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          List.of(new TopicPartition(topic, 0), new TopicPartition(topic, 1));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
      return records;
    }
  }
}
