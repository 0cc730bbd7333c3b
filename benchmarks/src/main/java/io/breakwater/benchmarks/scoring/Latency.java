package io.breakwater.benchmarks.scoring;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends events at a steady rate and looks when each comes out. */
final class Latency {
  private Latency() {}

  private static final int SECONDS = 12;
  private static final int WARM_UP_SECONDS = 4;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String ID = "SF-2026-";
  private static final int ID_DIGITS = 9;

  /** The ids of one measurement are others than those of the one before. */
  private static int nextId = 1_000_000;

  /**
   * The 99th percentile of the milliseconds from when an event is due to reading the record that
   * has its id.
   *
   * @throws IllegalStateException if events do not come out
   */
  static double p99(
      String bootstrapServers, String input, String output, int partitions, double eventsPerSecond)
      throws InterruptedException {
    int events = (int) (SECONDS * eventsPerSecond);
    int first = nextId;
    nextId += events;
    AtomicLongArray sent = new AtomicLongArray(events);
    long[] millis = new long[events];
    Thread sender =
        new Thread(() -> send(bootstrapServers, input, first, eventsPerSecond, sent), "sender");
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrapServers, output, partitions)) {
      sender.start();
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      for (int seen = 0; seen < events; ) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException(
              "only %,d of %,d events came out of %s".formatted(seen, events, output));
        }
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(5))) {
          int i = id(record.value()) - first;
          if (i >= 0 && i < events && millis[i] == 0) {
            millis[i] = 1 + (System.nanoTime() - sent.get(i)) / 1_000_000;
            seen++;
          }
        }
      }
    }
    sender.join();
    long[] measured = Arrays.copyOfRange(millis, (int) (WARM_UP_SECONDS * eventsPerSecond), events);
    Arrays.sort(measured);
    return measured[(int) (measured.length * 0.99)];
  }

  private static void send(
      String bootstrapServers, String topic, int first, double perSecond, AtomicLongArray sent) {
    Map<String, Object> config =
        Map.of("bootstrap.servers", bootstrapServers, "linger.ms", "5", "batch.size", "65536");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      long start = System.nanoTime();
      for (int i = 0; i < sent.length(); i++) {
        byte[] value = BenchEvents.json(first + i);
        long due = start + (long) (i * 1e9 / perSecond);
        for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
          LockSupport.parkNanos(wait);
        }
        sent.set(i, due); // what the producer or this thread is late counts
        producer.send(new ProducerRecord<>(topic, BenchEvents.key(first + i), value));
      }
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(
      String bootstrapServers, String topic, int partitions) {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> all =
        IntStream.range(0, partitions).mapToObj(p -> new TopicPartition(topic, p)).toList();
    consumer.assign(all);
    consumer.seekToEnd(all);
    all.forEach(consumer::position); // now, not at the first poll
    return consumer;
  }

  /** The number in the id of the exception, as {@link BenchEvents} makes it. */
  private static int id(byte[] value) {
    String text = new String(value, ISO_8859_1);
    int at = text.indexOf(ID) + ID.length();
    return Integer.parseInt(text, at, at + ID_DIGITS, 10);
  }
}
