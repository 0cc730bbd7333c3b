package io.breakwater.flink.sql;

import static java.util.stream.Collectors.joining;

import io.breakwater.domain.topic.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.catalog.UniqueConstraint;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.factories.DynamicTableSinkFactory;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;

/**
 * {@code 'connector' = 'breakwater'}: a topic of this Breakwater as a table. Breakwater's own
 * topics are read as {@link TopicTables} says; any other is one of JSON objects on the same broker,
 * for Flink's Kafka connector.
 */
public final class BreakwaterTableFactory
    implements DynamicTableSourceFactory, DynamicTableSinkFactory {

  /** The connector's name in SQL. */
  static final String CONNECTOR = "breakwater";

  /** The topic, without the prefix. */
  static final ConfigOption<String> TOPIC =
      ConfigOptions.key("topic").stringType().noDefaultValue();

  @Override
  public String factoryIdentifier() {
    return CONNECTOR;
  }

  @Override
  public Set<ConfigOption<?>> requiredOptions() {
    return Set.of(TOPIC);
  }

  @Override
  public Set<ConfigOption<?>> optionalOptions() {
    return Set.of();
  }

  @Override
  public DynamicTableSource createDynamicTableSource(Context context) {
    SqlSettings settings = SqlSettings.of(context.getConfiguration());
    List<TopicTable<?>> own = TopicTables.ofTopic(topic(context), settings.topics());
    if (!own.isEmpty()) {
      return new TopicTableSource(
          withItsColumns(own, context), context.getPhysicalRowDataType(), settings);
    }
    Map<String, String> options = kafka(context, settings);
    if (settings.bounded()) {
      options.putIfAbsent("scan.bounded.mode", "latest-offset");
    }
    if (options.get("connector").equals("kafka")) {
      options.putIfAbsent("scan.startup.mode", "earliest-offset");
    }
    return FactoryUtil.createDynamicTableSource(
        null,
        context.getObjectIdentifier(),
        context.getCatalogTable().copy(options),
        Map.of(),
        context.getConfiguration(),
        context.getClassLoader(),
        context.isTemporary());
  }

  @Override
  public DynamicTableSink createDynamicTableSink(Context context) {
    SqlSettings settings = SqlSettings.of(context.getConfiguration());
    Topics topics = settings.topics();
    String topic = topic(context);
    if (!topic.equals(topics.exceptions()) && !TopicTables.ofTopic(topic, topics).isEmpty()) {
      throw new ValidationException(
          "Breakwater alone writes topic %s: choose another topic, or %s for events of your own."
              .formatted(topic, topics.exceptions()));
    }
    return FactoryUtil.createDynamicTableSink(
        null,
        context.getObjectIdentifier(),
        context.getCatalogTable().copy(kafka(context, settings)),
        Map.of(),
        context.getConfiguration(),
        context.getClassLoader(),
        context.isTemporary());
  }

  private static TopicTable<?> withItsColumns(List<TopicTable<?>> own, Context context) {
    List<String> declared = DataType.getFieldNames(context.getPhysicalRowDataType());
    return own.stream()
        .filter(table -> table.columnNames().equals(declared))
        .findFirst()
        .orElseThrow(
            () ->
                new ValidationException(
                    "Topic %s is table %s already: select from that."
                        .formatted(
                            topic(context),
                            own.stream().<String>map(TopicTable::name).collect(joining(" and ")))));
  }

  /** The full name of the table's topic. */
  private static String topic(Context context) {
    String topic = context.getCatalogTable().getOptions().get(TOPIC.key());
    if (topic == null) {
      throw new ValidationException(
          "A table with 'connector' = '%s' needs its topic: add 'topic' = '...'."
              .formatted(CONNECTOR));
    }
    return SqlSettings.of(context.getConfiguration()).topics().prefix() + topic;
  }

  /** What is given wins, so that every option of Flink's connector can be used. */
  private static Map<String, String> kafka(Context context, SqlSettings settings) {
    Map<String, String> options = new HashMap<>(context.getCatalogTable().getOptions());
    options.put("topic", topic(context));
    options.putIfAbsent("properties.bootstrap.servers", settings.bootstrapServers());
    Optional<UniqueConstraint> key = context.getCatalogTable().getResolvedSchema().getPrimaryKey();
    if (key.isPresent()) {
      options.put("connector", "upsert-kafka");
      options.putIfAbsent("key.format", keyFormat(context));
      options.putIfAbsent("value.format", "json");
      options.putIfAbsent("value.json.timestamp-format.standard", "ISO-8601");
    } else {
      options.put("connector", "kafka");
      options.putIfAbsent("format", "json");
      options.putIfAbsent("json.timestamp-format.standard", "ISO-8601");
    }
    return options;
  }

  /** A key of one text is that text, as on Breakwater's own topics. */
  private static String keyFormat(Context context) {
    ResolvedSchema schema = context.getCatalogTable().getResolvedSchema();
    int[] key = schema.getPrimaryKeyIndexes();
    boolean text =
        key.length == 1
            && schema.getColumnDataTypes().get(key[0]).getLogicalType().is(LogicalTypeRoot.VARCHAR);
    return text ? "raw" : "json";
  }
}
