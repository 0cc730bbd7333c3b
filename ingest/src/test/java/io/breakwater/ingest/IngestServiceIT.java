package io.breakwater.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.contract.ApiContract;
import io.breakwater.domain.access.Caller;
import io.breakwater.domain.access.Role;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.topic.Topics;
import io.breakwater.embedded.EmbeddedKafka;
import io.breakwater.ingest.deadletter.DeadLetterSettings;
import io.breakwater.platform.ServiceContext;
import io.breakwater.platform.access.Access;
import io.breakwater.platform.http.ApiDocument;
import io.breakwater.platform.http.Problems;
import io.breakwater.platform.kafka.Kafka;
import io.breakwater.platform.kafka.Publisher;
import io.opentelemetry.api.OpenTelemetry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A real HTTP client, a real server, a real broker that goes away. */
class IngestServiceIT {
  private static final Access ASKER = Access.of(Caller.local("tester"), Role.PRODUCER);
  private static final ApiContract CONTRACT =
      ApiContract.of(
              ApiDocument.of(List.of("/openapi/platform.yaml", "/openapi/ingest.yaml")).tree())
          .below("/api/v1");

  private static final Topics TOPICS = Topics.DEFAULT;

  @Test
  void whatIsAnswered202IsOnTheTopicAndWithoutKafkaTheAnswerIs503(
      @TempDir(cleanup = CleanupMode.NEVER) Path directory) throws Exception {
    ActorTestKit kit = ActorTestKit.create();
    EmbeddedKafka broker = EmbeddedKafka.start(directory, 0);
    broker.createTopics(1, TOPICS.exceptions(), TOPICS.deadLetters());
    Publisher publisher =
        Publisher.connect(
            broker.bootstrapServers(),
            Map.of("delivery.timeout.ms", 2_000, "request.timeout.ms", 1_000));
    IngestService service = service(kit.system(), broker, publisher);
    ServerBinding server = bind(kit.system(), service);
    try {
      JsonNode receipt = Json.mapper().readTree(post(server, batch(500), 202).body());
      assertThat(receipt.get("accepted").asInt()).isEqualTo(500);
      List<ConsumerRecord<String, byte[]>> stored = read(broker, 500);
      for (int i = 0; i < 500; i++) {
        JsonNode item = receipt.get("results").get(i);
        assertThat(item.get("offset").asLong()).isEqualTo(i);
        assertThat(new String(stored.get(i).value(), UTF_8)).isEqualTo(event(i));
        assertThat(new String(stored.get(i).headers().lastHeader("traceparent").value(), UTF_8))
            .contains(item.get("trace_id").asText());
      }
      await().atMost(Duration.ofSeconds(60)).until(() -> service.notReady().isEmpty());

      broker.close();
      HttpResponse<String> unavailable = post(server, batch(2), 503);
      assertThat(unavailable.headers().firstValue("Retry-After")).isPresent();
      assertThat(unavailable.body()).contains("Send the whole request again");
    } finally {
      server.terminate(Duration.ofSeconds(5)).toCompletableFuture().get(10, TimeUnit.SECONDS);
      service.stop().toCompletableFuture().get(10, TimeUnit.SECONDS);
      publisher.close();
      kit.shutdownTestKit();
    }
  }

  private static IngestService service(
      ActorSystem<?> system, EmbeddedKafka broker, Publisher publisher) {
    return IngestService.start(
        system,
        new IngestSettings(
            1 << 20,
            1_000,
            4,
            Duration.ofSeconds(10),
            new DeadLetterSettings("letters", 200, Duration.ofSeconds(1)),
            Optional.empty()),
        new ServiceContext(
            Postgres.database(),
            new Kafka(broker.bootstrapServers(), TOPICS, publisher),
            () -> null,
            Clock.systemUTC(),
            OpenTelemetry.noop()));
  }

  private static ServerBinding bind(ActorSystem<?> system, IngestService service) throws Exception {
    return Http.get(system)
        .newServerAt("127.0.0.1", 0)
        .bind(CONTRACT.checked(() -> Problems.handled(() -> ASKER.in(service::routes))))
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }

  private static HttpResponse<String> post(ServerBinding server, String body, int status)
      throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.localAddress().getPort() + "/exceptions");
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(uri)
                    .header("content-type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return response;
  }

  private static List<ConsumerRecord<String, byte[]>> read(EmbeddedKafka broker, int count) {
    TopicPartition partition = new TopicPartition(TOPICS.exceptions(), 0);
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      while (consumer.position(partition) < count) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }

  private static String batch(int events) {
    return IntStream.range(0, events)
        .mapToObj(IngestServiceIT::event)
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String event(int number) {
    return "{\"source_id\":\"s\",\"exception_id\":\"E-"
        + number
        + "\",\"type\":\"payment.rejected\",\"occurred_at\":\"2026-03-02T10:15:30Z\"}";
  }
}
