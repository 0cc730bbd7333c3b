package io.breakwater.flink.sql;

import io.breakwater.domain.json.Json;
import io.breakwater.domain.topic.Topics;
import io.breakwater.flink.time.EventTimes;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A topic of Breakwater, or one kind of the records on it, as a table: columns {@value #EVENT_TIME}
 * and {@value #WRITTEN_AT}, then the fields of its records.
 *
 * @param <T> what its records are
 * @param name the table's name
 * @param topic its topic
 * @param kind which records of the topic are rows; the others are for other tables
 * @param columns the fields of its records
 * @param reader takes a record apart; may throw or give null when it cannot
 * @param eventTime when it happened; null makes the record unreadable
 */
record TopicTable<T>(
    String name,
    Function<Topics, String> topic,
    Class<T> kind,
    List<Column> columns,
    Function<ConsumerRecord<byte[], byte[]>, ?> reader,
    BiFunction<T, Instant, Instant> eventTime) {

  /** The first column of each table, with a watermark. */
  static final String EVENT_TIME = "event_time";

  /** The second: when the record came to its topic. */
  static final String WRITTEN_AT = "written_at";

  private static final int EVENT_TIME_INDEX = 0;
  private static final int WRITTEN_AT_INDEX = 1;

  /** A table of records in our JSON. */
  static <T> TopicTable<T> json(
      String name,
      Function<Topics, String> topic,
      Class<T> record,
      Function<T, Instant> eventTime,
      String... inlined) {
    return new TopicTable<>(
        name,
        topic,
        record,
        Column.of(record, Set.of(inlined)),
        raw -> Json.read(raw.value(), record),
        (value, written) -> eventTime.apply(value));
  }

  /** A table of one kind of the records, in our JSON, of a topic that holds several. */
  static <B, T extends B> TopicTable<T> kind(
      String name,
      Function<Topics, String> topic,
      Class<B> any,
      Class<T> kind,
      Function<T, Instant> eventTime) {
    return new TopicTable<>(
        name,
        topic,
        kind,
        Column.of(kind, Set.of()),
        raw -> Json.read(raw.value(), any),
        (value, written) -> eventTime.apply(value));
  }

  /** As Flink's catalog takes it. */
  Schema schema() {
    Schema.Builder schema = Schema.newBuilder();
    schema.column(EVENT_TIME, DataTypes.TIMESTAMP_LTZ(3));
    schema.column(WRITTEN_AT, DataTypes.TIMESTAMP_LTZ(3));
    columns.forEach(column -> schema.column(column.name(), column.type().dataType()));
    return schema.watermark(EVENT_TIME, "SOURCE_WATERMARK()").build();
  }

  /** The names of all columns. */
  List<String> columnNames() {
    return Stream.concat(Stream.of(EVENT_TIME, WRITTEN_AT), columns.stream().map(Column::name))
        .toList();
  }

  /** The topic's name without the prefix. */
  String shortTopic() {
    return topic.apply(new Topics(""));
  }

  /**
   * The record as a row; one of nulls if it is not what this topic should hold, and empty if it is
   * one for another table.
   */
  Optional<RowData> row(ConsumerRecord<byte[], byte[]> raw) {
    try {
      Object any = Objects.requireNonNull(reader.apply(raw));
      if (!kind.isInstance(any)) {
        return Optional.empty();
      }
      T record = kind.cast(any);
      Instant written = Instant.ofEpochMilli(raw.timestamp());
      Instant at = eventTime.apply(record, written);
      return Optional.of(
          GenericRowData.of(
              Stream.concat(
                      Stream.of(SqlType.timestamp(at), SqlType.timestamp(written)),
                      columns.stream().map(column -> column.convert(record)))
                  .toArray()));
    } catch (RuntimeException e) {
      // Whatever is wrong with it, it is no record of this table: it is counted, and said.
      return Optional.of(new GenericRowData(columnNames().size()));
    }
  }

  /** The row's event time in epoch milliseconds; {@link EventTimes#NONE} if it was unreadable. */
  static long eventTime(RowData row) {
    return row.isNullAt(EVENT_TIME_INDEX)
        ? EventTimes.NONE
        : row.getTimestamp(EVENT_TIME_INDEX, 3).getMillisecond();
  }

  /** When the record came to its topic, likewise. */
  static long writtenAt(RowData row) {
    return row.isNullAt(WRITTEN_AT_INDEX)
        ? EventTimes.NONE
        : row.getTimestamp(WRITTEN_AT_INDEX, 3).getMillisecond();
  }
}
