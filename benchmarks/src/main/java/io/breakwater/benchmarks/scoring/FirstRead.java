package io.breakwater.benchmarks.scoring;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Notes when a run read its first event: from then on it works, whatever it does before it writes
 * the first result. Kafka makes one for every client, so what is noted is static.
 */
public final class FirstRead
    implements ConsumerInterceptor<byte[], byte[]>, ProducerInterceptor<byte[], byte[]> {

  /** What clients of a run are configured with. */
  static final Map<String, String> PROPERTIES =
      Map.of("interceptor.classes", FirstRead.class.getName());

  private static final long NOT_YET = 0;
  private static final AtomicLong AT = new AtomicLong();
  private static volatile CpuTime cpu;
  private static volatile String topic;

  /** Begins a run that reads {@code events}. */
  static void of(String events) {
    topic = events;
    AT.set(NOT_YET);
  }

  /** When the run read its first event, in epoch milliseconds. */
  static long millis() {
    if (AT.get() == NOT_YET) {
      throw new IllegalStateException("nobody read " + topic);
    }
    return AT.get();
  }

  /** What the process had used by then. */
  static CpuTime cpu() {
    return cpu;
  }

  @Override
  public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
    if (AT.get() == NOT_YET && records.records(topic).iterator().hasNext()) {
      CpuTime now = CpuTime.now();
      if (AT.compareAndSet(NOT_YET, System.currentTimeMillis())) {
        cpu = now;
      }
    }
    return records;
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

  @Override
  public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> sent) {
    return sent;
  }

  @Override
  public void onAcknowledgement(RecordMetadata metadata, Exception error) {}

  @Override
  public void configure(Map<String, ?> config) {}

  @Override
  public void close() {}
}
