package io.breakwater.flink.scoring;

import io.breakwater.domain.event.DeadLetters;
import io.breakwater.domain.event.EventLimits;
import io.breakwater.domain.event.EventReader;
import io.breakwater.domain.event.Origin;
import io.breakwater.domain.event.RawHeaders;
import io.breakwater.domain.event.Reading;
import io.breakwater.domain.trace.TraceContext;
import io.breakwater.flink.json.JsonTypeInformation;
import java.time.Instant;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads Kafka records of topic {@code exceptions}. It does so in the source, not after it, because
 * event time is in the payload and Flink keeps one watermark per partition only there.
 */
final class RawRecordReader implements KafkaRecordDeserializationSchema<RawRecord> {
  private static final long serialVersionUID = 1L;

  private transient EventReader reader;

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    reader = new EventReader(EventLimits.DEFAULT);
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RawRecord> out) {
    out.collect(read(record));
  }

  private RawRecord read(ConsumerRecord<byte[], byte[]> record) {
    RawHeaders headers = KafkaHeaders.of(record.headers());
    Reading reading = reader.read(record.value(), headers);
    Origin origin =
        new Origin(
            record.topic(),
            record.partition(),
            record.offset(),
            Instant.ofEpochMilli(record.timestamp()));
    TraceContext trace =
        reading
            .trace()
            .orElseGet(
                () -> TraceContext.mint(record.topic(), record.partition(), record.offset()));
    if (reading instanceof Reading.Accepted accepted) {
      return RawRecord.of(new TracedEvent(accepted.event(), trace, origin));
    }
    Reading.Rejected rejected = (Reading.Rejected) reading;
    return RawRecord.of(
        DeadLetters.of(rejected.rejection(), origin, trace, record.value(), headers));
  }

  @Override
  public TypeInformation<RawRecord> getProducedType() {
    return JsonTypeInformation.of(RawRecord.class);
  }
}
