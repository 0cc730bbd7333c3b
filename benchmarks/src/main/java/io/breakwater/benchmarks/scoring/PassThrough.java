package io.breakwater.benchmarks.scoring;

import io.breakwater.flink.kafka.KafkaConnection;
import io.breakwater.flink.kafka.KafkaEnds;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The job to compare with: record values go from topic to topic as they are. */
final class PassThrough {
  private PassThrough() {}

  static void define(
      StreamExecutionEnvironment env, KafkaConnection kafka, String from, String to) {
    env.fromSource(
            KafkaEnds.source(kafka, from, "pass-through", new Values()),
            WatermarkStrategy.noWatermarks(),
            "values")
        .uid("values")
        .sinkTo(KafkaEnds.sink(kafka, (value, context, time) -> new ProducerRecord<>(to, value)))
        .uid("copies");
  }

  private static final class Values implements KafkaRecordDeserializationSchema<byte[]> {
    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<byte[]> out) {
      out.collect(record.value());
    }

    @Override
    public TypeInformation<byte[]> getProducedType() {
      return PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;
    }
  }
}
