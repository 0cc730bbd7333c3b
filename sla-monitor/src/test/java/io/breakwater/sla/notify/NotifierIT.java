package io.breakwater.sla.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.sun.net.httpserver.HttpServer;
import com.zaxxer.hikari.HikariDataSource;
import io.breakwater.domain.access.DeskScope;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.notification.Notification;
import io.breakwater.domain.notification.Notification.Status;
import io.breakwater.domain.policy.PolicyParser;
import io.breakwater.domain.policy.PolicyTimeline;
import io.breakwater.domain.topic.Topics;
import io.breakwater.embedded.EmbeddedKafka;
import io.breakwater.embedded.EmbeddedPostgres;
import io.breakwater.platform.ServiceContext;
import io.breakwater.platform.kafka.Kafka;
import io.breakwater.platform.kafka.Publisher;
import io.breakwater.platform.sql.Database;
import io.breakwater.platform.sql.DatabaseSettings;
import io.breakwater.platform.sql.Transactions;
import io.opentelemetry.api.OpenTelemetry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotifierIT {

  private static final NotifierSettings FAST =
      new NotifierSettings(
          Duration.ofMillis(5),
          Duration.ofMillis(20),
          100,
          Duration.ofSeconds(2),
          Duration.ofSeconds(1),
          Duration.ofMillis(50),
          Duration.ofMillis(200),
          Duration.ofSeconds(3));

  @TempDir static Path dir;

  private static ActorTestKit kit;
  private static EmbeddedKafka broker;
  private static EmbeddedPostgres postgres;
  private static HikariDataSource db;
  private static Publisher publisher;
  private static HttpServer receiver;
  private static ServiceContext context;
  private static Notifier notifier;

  /** The keys in the order of their calls. */
  private static final Queue<String> CALLS = new ConcurrentLinkedQueue<>();

  private static final AtomicInteger REFUSE = new AtomicInteger();

  @BeforeAll
  static void start() throws Exception {
    broker = EmbeddedKafka.start(dir.resolve("kafka"), 0);
    broker.createTopics(1, Topics.DEFAULT.notifications());
    postgres = EmbeddedPostgres.start(dir.resolve("postgres"), 0);
    db = Database.open(new DatabaseSettings(postgres.jdbcUrl(), "postgres", "", 6));
    Database.migrate(db, "sla");
    publisher = Publisher.connect(broker.bootstrapServers(), Map.of());
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/",
        call -> {
          CALLS.add(call.getRequestHeaders().getFirst("Idempotency-Key"));
          call.sendResponseHeaders(REFUSE.getAndDecrement() > 0 ? 503 : 200, -1);
          call.close();
        });
    receiver.start();
    PolicyTimeline policies = PolicyTimeline.EMPTY.with(PolicyParser.parse(policy()));
    context =
        new ServiceContext(
            db,
            new Kafka(broker.bootstrapServers(), Topics.DEFAULT, publisher),
            () -> policies,
            Clock.systemUTC(),
            OpenTelemetry.noop());
    kit = ActorTestKit.create();
    notifier = Notifier.start(kit.system(), FAST, context);
  }

  @AfterAll
  static void stop() throws IOException {
    kit.shutdownTestKit();
    receiver.stop(0);
    publisher.close();
    db.close();
    postgres.close();
    broker.close();
  }

  @Test
  void aLiveNotificationIsSentOnceAndItsOutcomeIsOnTheTopic() throws Exception {
    Notification n = notification("live-1", "console", Status.PENDING);
    insert(n);
    insert(n);
    notifier.wakeUp();
    awaitStatus(n, Status.SENT);
    awaitOnTopic(n, Status.SENT);
    insert(n);
    notifier.wakeUp();
    assertThat(feedPositions("live-1")).hasSize(1);
  }

  @Test
  void aWebhookThatFailsTwiceGetsTheSameKeyThreeTimes() throws Exception {
    REFUSE.set(2);
    Notification n = notification("hook-1", "pager", Status.PENDING);
    insert(n);
    notifier.wakeUp();
    awaitStatus(n, Status.SENT);
    assertThat(CALLS.stream().filter("hook-1"::equals)).hasSize(3);
  }

  @Test
  void aSenderThatDiedBetweenTheCallAndItsOutcomeIsFollowedByARetryWithTheSameKey()
      throws Exception {
    Notification n = notification("hook-2", "dead-sender", Status.PENDING);
    // inserted and claimed in one transaction: the running sender cannot be first
    List<Notification> claimed =
        Transactions.run(
            db,
            c -> {
              NotificationTable.insert(c, "test", List.of(n));
              return NotificationTable.claim(
                  c, List.of("console", "pager"), Instant.now(), Duration.ofMillis(300), 10);
            });
    assertThat(claimed).extracting(Notification::id).contains("hook-2");
    awaitStatus(n, Status.SENT);
    assertThat(CALLS.stream().filter("hook-2"::equals)).hasSize(1);
  }

  @Test
  void whatIsSuppressedIsRecordedAndNeverSent() throws Exception {
    Notification n = notification("quiet-1", "pager", Status.SUPPRESSED);
    insert(n);
    notifier.wakeUp();
    awaitOnTopic(n, Status.SUPPRESSED);
    assertThat(CALLS).doesNotContain("quiet-1");
    assertThat(notifier.stats().suppressed()).isEqualTo(1);
  }

  @Test
  void aChannelThatThePolicyNoLongerHasFailsWithThatReasonAfterTheDeadline() throws Exception {
    Notification n = notification("gone-1", "removed", Status.PENDING);
    insert(n);
    awaitStatus(n, Status.FAILED);
    awaitOnTopic(n, Status.FAILED);
  }

  private static void insert(Notification n) throws Exception {
    Transactions.run(
        db,
        c -> {
          NotificationTable.insert(c, "test", List.of(n));
          return null;
        });
  }

  private static Notification notification(String id, String channel, Status status) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    String trace = "0af7651916cd43dd8448eb211c80319c";
    return new Notification(
        id,
        "w-" + id,
        "opened:1",
        channel,
        "settlements",
        "subject",
        "body",
        "settlements",
        Priority.P1,
        status,
        null,
        0,
        trace,
        "00-" + trace + "-b7ad6b7169203331-01",
        now,
        now);
  }

  private static void awaitStatus(Notification n, Status status) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(
                        new NotificationHistory(db)
                            .page(DeskScope.ALL, Map.of("work_item_id", n.workItemId())))
                    .extracting(page -> page.items().get(0).status())
                    .isEqualTo(status));
  }

  private static void awaitOnTopic(Notification n, Status status) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(onTopic())
                    .filteredOn(recorded -> recorded.id().equals(n.id()))
                    .extracting(Notification::status)
                    .containsOnly(status)
                    .isNotEmpty());
  }

  private static List<Notification> onTopic() {
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(Topics.DEFAULT.notifications(), 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      List<Notification> found = new ArrayList<>();
      while (consumer.position(partition) < end) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(r -> found.add(Json.read(r.value(), Notification.class)));
      }
      return found;
    }
  }

  private static List<Long> feedPositions(String id) throws Exception {
    return Transactions.run(
        db,
        c -> {
          List<Long> positions = new ArrayList<>();
          try (var rows =
              c.createStatement()
                  .executeQuery(
                      "SELECT feed FROM sla.notifications WHERE feed IS NOT NULL AND id = '"
                          + id
                          + "'")) {
            while (rows.next()) {
              positions.add(rows.getLong(1));
            }
          }
          return positions;
        });
  }

  private static String policy() throws IOException {
    String url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/";
    return Files.readString(Path.of("../examples/payments-desk/policy.yaml"))
        .replace(
            "    console: {type: live}",
            "    console: {type: live}\n    pager: {type: webhook, url: \"%s\"}\n    dead-sender: {type: webhook, url: \"%s\"}"
                .formatted(url, url));
  }
}
