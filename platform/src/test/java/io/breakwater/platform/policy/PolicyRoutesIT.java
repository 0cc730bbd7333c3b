package io.breakwater.platform.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.Route;
import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.contract.ApiContract;
import io.breakwater.domain.access.Caller;
import io.breakwater.domain.access.Role;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.topic.Topics;
import io.breakwater.embedded.EmbeddedKafka;
import io.breakwater.platform.access.Access;
import io.breakwater.platform.http.ApiDocument;
import io.breakwater.platform.http.Problems;
import io.breakwater.platform.kafka.Kafka;
import io.breakwater.platform.kafka.Publisher;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyRoutesIT {

  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-06-01T00:00:00Z"), ZoneOffset.UTC);

  private static final Access ASKER = Access.of(Caller.local("tester"), Role.ADMIN);
  private static final ApiContract CONTRACT =
      ApiContract.of(ApiDocument.of(List.of("/openapi/platform.yaml")).tree());

  @TempDir static Path dir;

  private Route routes;

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void versionsArePublishedListedAndRolledBack() throws Exception {
    Topics topics = new Topics("routes.");
    String first = Files.readString(Path.of("../examples/payments-desk/policy.yaml"));
    String second = first.replace("\"2026.1\"", "\"2026.2\"");
    try (EmbeddedKafka broker = EmbeddedKafka.start(dir, 0);
        Publisher publisher = Publisher.connect(broker.bootstrapServers(), Map.of())) {
      broker.createTopics(1, topics.policy());
      try (PolicyFeed feed = PolicyFeed.follow(broker.bootstrapServers(), topics.policy())) {
        assertThat(feed.awaitCaughtUp(Duration.ofSeconds(20))).isTrue();
        Kafka kafka = new Kafka(broker.bootstrapServers(), topics, publisher);
        PolicyRoutes api = new PolicyRoutes(new Policies(kafka, feed, CLOCK), Runnable::run);
        routes = CONTRACT.checked(() -> Problems.handled(() -> ASKER.in(api::routes)));

        post("?by=ana&comment=the+first", first, 200);
        awaitVersions(feed, 1);
        assertThat(post("/rollback?by=bo", "", 409).path("detail").asText())
            .isEqualTo("No version was in force before the present one.");
        assertThat(post("?effective_from=noon", second, 400).path("detail").asText())
            .startsWith("effective_from is \"noon\"");
        assertThat(post("?by=bo", second, 409).path("detail").asText()).contains("in the past");
        JsonNode published =
            post("?by=bo&retroactive=true&effective_from=2026-05-01T00:00:00Z", second, 200);
        assertThat(published.path("id").asText()).isEqualTo("payments-desk@2026.2");
        assertThat(published.path("effective_from").asText()).isEqualTo("2026-05-01T00:00:00Z");
        awaitVersions(feed, 2);

        assertThat(post("/rollback?to=payments-desk@9", "", 404).path("detail").asText())
            .contains("payments-desk@9");
        assertThat(post("/rollback?by=cho&comment=calmer", "", 200).path("id").asText())
            .isEqualTo("payments-desk@2026.1-rollback.1");
        awaitVersions(feed, 3);

        JsonNode list = answer(HttpRequest.GET("/api/v1/policies"), 200);
        assertThat(list.findValuesAsText("by")).containsExactly("ana", "bo", "cho");
        assertThat(list.findValuesAsText("comment")).containsExactly("the first", "calmer");
      }
    }
  }

  private static void awaitVersions(PolicyFeed feed, int count) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(feed.get().versions()).hasSize(count));
  }

  private JsonNode post(String path, String yaml, int status) throws Exception {
    return answer(HttpRequest.POST("/api/v1/policies" + path).withEntity(yaml), status);
  }

  private JsonNode answer(HttpRequest request, int status) throws Exception {
    HttpResponse response =
        routes
            .function(KIT.system())
            .apply(request)
            .toCompletableFuture()
            .get(20, TimeUnit.SECONDS);
    String body =
        response
            .entity()
            .toStrict(5_000, KIT.system())
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS)
            .getData()
            .utf8String();
    assertThat(response.status().intValue()).as(body).isEqualTo(status);
    return Json.mapper().readTree(body);
  }
}
