package io.breakwater.flink.sql;

import io.breakwater.flink.time.EventTimeSettings;
import io.breakwater.flink.time.EventTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSource;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.ProviderContext;
import org.apache.flink.table.connector.source.DataStreamScanProvider;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.abilities.SupportsSourceWatermark;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;

/** Reads one of Breakwater's topics. */
final class TopicTableSource implements ScanTableSource, SupportsSourceWatermark {
  /**
   * A record is written after what it tells has happened, so what was written before {@code from}
   * need not be read; an event from the future is found if it is less than this from the future.
   */
  private static final Duration FUTURE = Duration.ofDays(1);

  private final TopicTable<?> table;
  private final DataType rowType;
  private final SqlSettings settings;

  TopicTableSource(TopicTable<?> table, DataType rowType, SqlSettings settings) {
    this.table = table;
    this.rowType = rowType;
    this.settings = settings;
  }

  @Override
  public ChangelogMode getChangelogMode() {
    return ChangelogMode.insertOnly();
  }

  @Override
  public void applySourceWatermark() {
    // It always does.
  }

  @Override
  public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
    TypeInformation<RowData> type = context.createTypeInformation(rowType);
    return new DataStreamScanProvider() {
      @Override
      public DataStream<RowData> produceDataStream(
          ProviderContext provider, StreamExecutionEnvironment env) {
        DataStreamSource<RowData> records =
            env.fromSource(source(type), watermarks(), table.name());
        provider.generateUid("records").ifPresent(records::uid);
        SingleOutputStreamOperator<RowData> rows =
            records
                .filter(new EventTimeRange(table.name(), settings.from(), settings.to()))
                .name(table.name() + " in range");
        provider.generateUid("range").ifPresent(rows::uid);
        return rows;
      }

      @Override
      public boolean isBounded() {
        return settings.bounded();
      }
    };
  }

  private KafkaSource<RowData> source(TypeInformation<RowData> type) {
    String topic = table.topic().apply(settings.topics());
    Properties properties = new Properties();
    properties.putAll(Map.of("fetch.min.bytes", "1", "fetch.max.wait.ms", "50"));
    KafkaSourceBuilder<RowData> source =
        KafkaSource.<RowData>builder()
            .setBootstrapServers(settings.bootstrapServers())
            .setTopics(topic)
            .setGroupId(settings.topics().prefix() + "sql")
            .setClientIdPrefix(settings.topics().prefix() + "sql." + table.name())
            .setStartingOffsets(start())
            .setProperties(properties)
            .setDeserializer(new RowReader(table, type));
    if (settings.bounded()) {
      source.setBounded(OffsetsInitializer.latest());
    }
    return source.build();
  }

  private OffsetsInitializer start() {
    return settings
        .from()
        .map(from -> from.minus(FUTURE))
        .filter(from -> from.isAfter(Instant.EPOCH))
        .map(from -> OffsetsInitializer.timestamp(from.toEpochMilli()))
        .orElseGet(OffsetsInitializer::earliest);
  }

  private WatermarkStrategy<RowData> watermarks() {
    return settings
        .lateness()
        .map(
            bound ->
                EventTimes.<RowData>strategy(
                    new EventTimeSettings(
                        bound,
                        EventTimeSettings.DEFAULT.idleness(),
                        EventTimeSettings.DEFAULT.clockSkew()),
                    TopicTable::eventTime,
                    TopicTable::writtenAt))
        .orElseGet(WatermarkStrategy::noWatermarks);
  }

  @Override
  public DynamicTableSource copy() {
    return new TopicTableSource(table, rowType, settings);
  }

  @Override
  public String asSummaryString() {
    return "topic of table " + table.name();
  }
}
