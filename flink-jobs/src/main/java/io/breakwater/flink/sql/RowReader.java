package io.breakwater.flink.sql;

import io.breakwater.domain.topic.Topics;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads the records of one of Breakwater's topics as rows, in the source, since Flink keeps one
 * watermark per partition only there. A record that cannot be read is a row of nulls until {@link
 * EventTimeRange} counts and drops it.
 */
final class RowReader implements KafkaRecordDeserializationSchema<RowData> {
  private static final long serialVersionUID = 1L;

  private final String topic;
  private final String topicPrefix;
  private final TypeInformation<RowData> rowType;
  private transient TopicTable<?> table;

  RowReader(String topic, Topics topics, TypeInformation<RowData> rowType) {
    this.topic = topic;
    this.topicPrefix = topics.prefix();
    this.rowType = rowType;
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    table = TopicTables.ofTopic(topic, new Topics(topicPrefix)).orElseThrow();
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RowData> out) {
    out.collect(table.row(record));
  }

  @Override
  public TypeInformation<RowData> getProducedType() {
    return rowType;
  }
}
