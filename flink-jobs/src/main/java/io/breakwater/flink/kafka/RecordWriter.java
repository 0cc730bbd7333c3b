package io.breakwater.flink.kafka;

import io.breakwater.domain.json.Json;
import io.breakwater.domain.trace.TraceContext;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Writes elements as JSON with a key and the header {@code traceparent}. The record's timestamp is
 * left to the producer, so it is the time of writing and never event time: Kafka deletes by it.
 *
 * @param <T> what is written
 */
public final class RecordWriter<T> implements KafkaRecordSerializationSchema<T> {
  private static final long serialVersionUID = 1L;

  /** A part of a record as a function of the element. */
  public interface Part<T, R> extends Serializable {
    R of(T element);
  }

  private final String topic;
  private final Part<T, String> key;
  private final Part<T, TraceContext> trace;

  /**
   * Writes to one topic.
   *
   * @param trace null for elements without one
   */
  public RecordWriter(String topic, Part<T, String> key, Part<T, TraceContext> trace) {
    this.topic = topic;
    this.key = key;
    this.trace = trace;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      T element, KafkaSinkContext context, Long eventTime) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            topic,
            null,
            null,
            key.of(element).getBytes(StandardCharsets.UTF_8),
            Json.bytes(element));
    if (trace != null) {
      String traceparent = trace.of(element).traceparent();
      record.headers().add(TraceContext.HEADER, traceparent.getBytes(StandardCharsets.ISO_8859_1));
    }
    return record;
  }
}
