package io.breakwater.app.client;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes raw exception events to Kafka, in order and without loss. The record's timestamp is the
 * time of sending, never event time: Kafka deletes by it.
 */
public final class EventSender implements AutoCloseable {
  private static final int MAX_BLOCK_MS = 10_000;

  private final String bootstrap;
  private final String topic;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  public EventSender(String bootstrap, String topic) {
    this.bootstrap = bootstrap;
    this.topic = topic;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.LINGER_MS_CONFIG,
                5,
                ProducerConfig.BATCH_SIZE_CONFIG,
                128 * 1024,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                MAX_BLOCK_MS),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** As {@link #send(byte[], byte[], Map)} without headers. */
  public void send(byte[] key, byte[] value) {
    send(key, value, Map.of());
  }

  /**
   * Hands an event to the producer; it may be stored later, but before {@link #flush} returns.
   *
   * @param key null where the event's identity is unknown
   * @throws IllegalStateException with one sentence, when the broker cannot be reached or refused
   *     an earlier event
   */
  public void send(byte[] key, byte[] value, Map<String, String> headers) {
    RecordHeaders recordHeaders = new RecordHeaders();
    headers.forEach((name, text) -> recordHeaders.add(name, text.getBytes(StandardCharsets.UTF_8)));
    try {
      var unused =
          producer.send(
              new ProducerRecord<>(topic, null, null, key, value, recordHeaders),
              (stored, e) -> failure.compareAndSet(null, e));
    } catch (KafkaException e) {
      throw failed(e);
    }
    throwFailure();
  }

  /** Returns when everything sent so far is stored; fails as {@link #send}. */
  public void flush() {
    producer.flush();
    throwFailure();
  }

  @Override
  public void close() {
    producer.close();
  }

  private void throwFailure() {
    if (failure.get() != null) {
      throw failed(failure.get());
    }
  }

  private IllegalStateException failed(Exception e) {
    return new IllegalStateException(
        "cannot write to topic " + topic + " at " + bootstrap + ": " + e.getMessage(), e);
  }
}
