package io.breakwater.app.policy;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.Route;
import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.app.node.OpenApi;
import io.breakwater.contract.ApiContract;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.policy.PolicyParser;
import io.breakwater.domain.policy.PolicyTimeline;
import io.breakwater.platform.http.Problems;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ExplainRoutesTest {

  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  private final Route routes =
      ApiContract.of(OpenApi.document().tree())
          .checked(
              () ->
                  Problems.handled(
                      new ExplainRoutes(
                              () ->
                                  PolicyTimeline.EMPTY.with(
                                      PolicyParser.parse(ExplanationTest.YAML)),
                              Clock.fixed(NOON, ZoneOffset.UTC),
                              Runnable::run)
                          ::routes));

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void byThePolicyInForceNow() throws Exception {
    JsonNode answer =
        ask(
            Map.of(
                "event", Json.mapper().readTree(ExplanationTest.EVENT),
                "loads", Map.of("fx", 3),
                "operator_loads", Map.of("fx", Map.of("ana", 2))),
            200);

    assertThat(answer.at("/policy").asText()).isEqualTo("bank@7");
    assertThat(answer.at("/at").asText()).isEqualTo("2026-03-02T12:00:00Z");
    assertThat(answer.at("/decision/inputs/load.fx").asText()).isEqualTo("3 of 10");
    assertThat(answer.at("/operator/why").asText()).isEqualTo("least loaded: ana had 2 of 5");
  }

  @Test
  void byAnotherPolicyAtAnotherTime() throws Exception {
    JsonNode answer =
        ask(
            Map.of(
                "event", Json.mapper().readTree(ExplanationTest.EVENT),
                "policy", ExplanationTest.YAML.replace("\"7\"", "\"8\""),
                "at", "2026-03-02T23:00:00Z"),
            200);

    assertThat(answer.at("/policy").asText()).isEqualTo("bank@8");
    assertThat(answer.at("/decision/desk").asText()).isEqualTo("triage");
  }

  @Test
  void whatIsWrongIsSaid() throws Exception {
    assertThat(ask(Map.of(), 400).at("/detail").asText()).startsWith("event is missing");
    assertThat(ask(Map.of("event", Map.of("type", "x")), 400).at("/detail").asText())
        .startsWith("the event is refused: ");
    assertThat(
            ask(
                    Map.of(
                        "event",
                        Json.mapper().readTree(ExplanationTest.EVENT),
                        "policy",
                        "policy: x"),
                    400)
                .at("/detail")
                .asText())
        .startsWith("The policy is refused: ");
  }

  private JsonNode ask(Map<String, Object> question, int status) throws Exception {
    HttpResponse response =
        routes
            .function(KIT.system())
            .apply(
                HttpRequest.POST("/api/v1/policies/explain")
                    .withEntity(ContentTypes.APPLICATION_JSON, Json.text(question)))
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
    assertThat(response.status().intValue()).isEqualTo(status);
    return Json.mapper()
        .readTree(
            response
                .entity()
                .toStrict(5_000, KIT.system())
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .getData()
                .utf8String());
  }
}
