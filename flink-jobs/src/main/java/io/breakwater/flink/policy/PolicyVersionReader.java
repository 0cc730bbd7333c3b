package io.breakwater.flink.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.breakwater.flink.json.JsonTypeInformation;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads records of topic {@code policy}. */
public final class PolicyVersionReader implements KafkaRecordDeserializationSchema<PolicyVersion> {
  private static final long serialVersionUID = 1L;

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<PolicyVersion> out) {
    out.collect(version(record));
  }

  /** One record as a version. */
  public static PolicyVersion version(ConsumerRecord<byte[], byte[]> record) {
    // Policies are never deleted; a tombstone becomes a version that is refused.
    String yaml = record.value() == null ? "" : new String(record.value(), UTF_8);
    return new PolicyVersion(record.offset(), yaml);
  }

  @Override
  public TypeInformation<PolicyVersion> getProducedType() {
    return JsonTypeInformation.of(PolicyVersion.class);
  }
}
