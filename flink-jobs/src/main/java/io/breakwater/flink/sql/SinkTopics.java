package io.breakwater.flink.sql;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.flink.table.catalog.ResolvedCatalogBaseTable;
import org.apache.flink.table.operations.ModifyOperation;
import org.apache.flink.table.operations.SinkModifyOperation;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics that a file of SQL writes. */
final class SinkTopics {
  private static final int PATIENCE_MILLIS = 15_000;

  private SinkTopics() {}

  /**
   * Creates the missing topics of tables with our connector, with the broker's default number of
   * partitions; compacted where the table has a primary key. Asks the broker in any case, so that
   * one that is not there is found out before any job starts.
   *
   * @throws SqlFailure if the broker does not answer or refuses
   */
  static void createMissing(SqlSettings settings, List<ModifyOperation> inserts) {
    Map<String, NewTopic> topics = new HashMap<>();
    inserts.forEach(
        insert -> topic(settings, insert).ifPresent(topic -> topics.put(topic.name(), topic)));
    try (Admin admin =
        Admin.create(
            Map.<String, Object>of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS))) {
      topics.keySet().removeAll(admin.listTopics().names().get());
      admin.createTopics(topics.values()).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw SqlFailure.kafka(settings.bootstrapServers(), e.getCause());
      }
    } catch (KafkaException e) {
      throw SqlFailure.kafka(settings.bootstrapServers(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Optional<NewTopic> topic(SqlSettings settings, ModifyOperation insert) {
    if (!(insert instanceof SinkModifyOperation sink)) {
      return Optional.empty();
    }
    ResolvedCatalogBaseTable<?> table = sink.getContextResolvedTable().getResolvedTable();
    Map<String, String> options = table.getOptions();
    if (!BreakwaterTableFactory.CONNECTOR.equals(options.get("connector"))) {
      return Optional.empty();
    }
    NewTopic topic =
        new NewTopic(
            settings.topics().prefix() + options.get(BreakwaterTableFactory.TOPIC.key()),
            Optional.empty(),
            Optional.empty());
    return Optional.of(
        table.getResolvedSchema().getPrimaryKey().isEmpty()
            ? topic
            : topic.configs(Map.of("cleanup.policy", "compact")));
  }
}
