package io.breakwater.flink.sql;

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

  private final String tableName;
  private final TypeInformation<RowData> rowType;
  private transient TopicTable<?> table;

  RowReader(TopicTable<?> table, TypeInformation<RowData> rowType) {
    this.tableName = table.name();
    this.rowType = rowType;
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    table = TopicTables.named(tableName);
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RowData> out) {
    table.row(record).ifPresent(out::collect);
  }

  @Override
  public TypeInformation<RowData> getProducedType() {
    return rowType;
  }
}
