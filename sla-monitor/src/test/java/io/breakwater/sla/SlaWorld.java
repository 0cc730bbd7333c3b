package io.breakwater.sla;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.zaxxer.hikari.HikariDataSource;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.policy.PolicyParser;
import io.breakwater.domain.policy.PolicyTimeline;
import io.breakwater.domain.sla.SlaEvent;
import io.breakwater.domain.topic.Topics;
import io.breakwater.domain.trace.TraceContext;
import io.breakwater.domain.work.WorkRecord;
import io.breakwater.embedded.EmbeddedKafka;
import io.breakwater.embedded.EmbeddedPostgres;
import io.breakwater.platform.ServiceContext;
import io.breakwater.platform.kafka.Kafka;
import io.breakwater.platform.kafka.Publisher;
import io.breakwater.platform.sql.Database;
import io.breakwater.platform.sql.DatabaseSettings;
import io.opentelemetry.api.OpenTelemetry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A broker, a database and a policy, in which monitors can be started and stopped. */
public final class SlaWorld implements AutoCloseable {
  /** Deadlines are fractions of a second for type {@code quick}, hours for {@code slow}. */
  public static final String POLICY =
      """
      policy: test
      version: "1"
      effective_from: 2020-01-01T00:00:00Z
      scoring:
        base: {LOW: 10, MEDIUM: 30, HIGH: 55, CRITICAL: 80}
        priorities: {P1: 80, P2: 55, P3: 25}
      routing:
        default_desk: triage
        unknown_desk_hint: default
      desks:
        triage: {assignment: pull}
      slas:
        - name: quick
          when: event.type == "test.quick"
          acknowledge: {within: PT0.4S, at_risk: 50%}
          resolve: {within: PT0.8S, at_risk: 50%}
        - name: slow
          when: event.type == "test.slow" && desk == "triage"
          resolve: {within: PT8H, at_risk: 75%}
      notifications:
        quiet_after: PT1H
        channels:
          console: {type: live}
        rules:
          - name: all
            on: [opened, resolved, at-risk, breached]
            channels: [console]
      """;

  public static final Topics TOPICS = Topics.DEFAULT;
  private static final int PARTITIONS = 2;

  private final EmbeddedKafka broker;
  private final EmbeddedPostgres postgres;
  private static final Config SOON_SETTLED =
      ConfigFactory.parseString("breakwater.sla.clocks.settle = 2s")
          .withFallback(ConfigFactory.load());

  private final HikariDataSource db;
  private final Publisher publisher;

  private SlaWorld(EmbeddedKafka broker, EmbeddedPostgres postgres) {
    this.broker = broker;
    this.postgres = postgres;
    this.db = Database.open(new DatabaseSettings(postgres.jdbcUrl(), "postgres", "", 10));
    this.publisher = Publisher.connect(broker.bootstrapServers(), Map.of());
  }

  /** Starts the servers. */
  public static SlaWorld start(Path dir) {
    EmbeddedKafka broker = EmbeddedKafka.start(dir.resolve("kafka"), 0);
    broker.createTopics(
        PARTITIONS,
        TOPICS.work(),
        TOPICS.sla(),
        TOPICS.slaReport(),
        TOPICS.notifications(),
        TOPICS.deadLetters());
    return new SlaWorld(broker, EmbeddedPostgres.start(dir.resolve("postgres"), 0));
  }

  /** A monitor in an actor system of its own. */
  public record Monitor(ActorTestKit kit, SlaService service) implements AutoCloseable {
    @Override
    public void close() {
      kit.shutdownTestKit();
    }
  }

  /** Starts a monitor. */
  public Monitor monitor() {
    ActorTestKit kit = ActorTestKit.create();
    PolicyTimeline policies = PolicyTimeline.EMPTY.with(PolicyParser.parse(POLICY));
    ServiceContext context =
        new ServiceContext(
            db,
            new Kafka(broker.bootstrapServers(), TOPICS, publisher),
            () -> policies,
            Clock.systemUTC(),
            OpenTelemetry.noop());
    return new Monitor(
        kit, SlaService.start(kit.system(), SlaSettings.from(SOON_SETTLED), context));
  }

  public HikariDataSource db() {
    return db;
  }

  /** Publishes a work record as the routing module does. */
  public void publish(WorkRecord record) {
    publish(record.workItemId(), Json.bytes(record), record.event().traceId());
  }

  /** Publishes any bytes on topic {@code work}. */
  public void publish(String key, byte[] value, String traceId) {
    publish(TOPICS.work(), key, value, traceId);
  }

  /** Publishes any bytes. */
  public void publish(String topic, String key, byte[] value, String traceId) {
    publisher
        .publish(topic, key, value, new TraceContext(traceId, "00f067aa0ba902b7"))
        .toCompletableFuture()
        .join();
  }

  /** The SLA events of a work item so far, in the order of the topic. */
  public List<SlaEvent> slaEvents(String workItemId) {
    return records(TOPICS.sla()).stream()
        .filter(record -> workItemId.equals(record.key()))
        .map(record -> Json.read(record.value(), SlaEvent.class))
        .toList();
  }

  /** Everything on a topic so far. */
  public List<ConsumerRecord<String, byte[]>> records(String topic) {
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          IntStream.range(0, PARTITIONS).mapToObj(p -> new TopicPartition(topic, p)).toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
      return records;
    }
  }

  @Override
  public void close() {
    publisher.close();
    db.close();
    postgres.close();
    broker.close();
  }
}
