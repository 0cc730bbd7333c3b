package io.breakwater.app.node;

import io.breakwater.domain.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics that Breakwater needs and how they are created where they are missing. */
final class TopicPlan {
  private static final long PATIENCE_SECONDS = 60;
  private static final String MIB_2 = Integer.toString(2 << 20);
  private static final String MIB_4 = Integer.toString(4 << 20);

  private TopicPlan() {}

  /** One definition for each topic. */
  static List<NewTopic> topics(KafkaSettings settings) {
    Topics names = settings.topics();
    List<NewTopic> plan = new ArrayList<>();
    // Above the reader's 1 MiB, so that too large a record becomes a dead letter; its timestamp is
    // the broker's, whatever clock or habit the producer has.
    plan.add(
        topic(
            names.exceptions(),
            settings.partitions(),
            settings,
            Map.of("max.message.bytes", MIB_2, "message.timestamp.type", "LogAppendTime")));
    // These hold an event, escaped once more, and what was added to it.
    Map<String, String> large = Map.of("max.message.bytes", MIB_4);
    Stream.of(names.deadLetters(), names.scored())
        .forEach(name -> plan.add(topic(name, settings.partitions(), settings, large)));
    Stream.of(
            names.features(),
            names.incidents(),
            names.sla(),
            names.slaReport(),
            names.notifications())
        .forEach(name -> plan.add(topic(name, settings.partitions(), settings, Map.of())));
    // Its partition count is fixed for ever, a new read side is built from its beginning, and the
    // event that opened an item is in it.
    plan.add(
        topic(
            names.work(),
            settings.partitions(),
            settings,
            Map.of("retention.ms", "-1", "max.message.bytes", MIB_4)));
    // All policy versions are kept: each has its own key and none is ever deleted.
    Map<String, String> compacted = Map.of("cleanup.policy", "compact");
    plan.add(topic(names.policy(), 1, settings, compacted));
    plan.add(topic(names.counts(), 1, settings, compacted));
    return plan;
  }

  /**
   * Creates what is missing; what is there stays as it is.
   *
   * @throws IllegalStateException with one sentence, when the broker cannot be reached or refuses
   */
  static void createMissing(KafkaSettings settings) {
    try (Admin admin =
        Admin.create(
            Map.<String, Object>of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers()))) {
      CreateTopicsResult created = admin.createTopics(topics(settings));
      for (String topic : created.values().keySet()) {
        await(created, topic, settings);
      }
    }
  }

  private static void await(CreateTopicsResult created, String topic, KafkaSettings settings) {
    try {
      created.values().get(topic).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new IllegalStateException(
            "topic %s could not be created at %s: %s"
                .formatted(topic, settings.bootstrapServers(), e.getCause().getMessage()),
            e.getCause());
      }
    } catch (TimeoutException e) {
      throw new IllegalStateException("Kafka does not answer at " + settings.bootstrapServers(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while creating topics", e);
    }
  }

  private static NewTopic topic(
      String name, int partitions, KafkaSettings settings, Map<String, String> configs) {
    return new NewTopic(name, partitions, settings.replicationFactor()).configs(configs);
  }
}
