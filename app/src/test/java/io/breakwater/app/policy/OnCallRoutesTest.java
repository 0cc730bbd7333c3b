package io.breakwater.app.policy;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class OnCallRoutesTest {

  private static final ActorTestKit KIT = ActorTestKit.create();

  private static final String YAML =
      """
      policy: p
      version: 1
      effective_from: 2026-01-01T00:00:00Z
      scoring:
        base: {LOW: 10, MEDIUM: 30, HIGH: 50, CRITICAL: 70}
        priorities: {P1: 80, P2: 60, P3: 30}
      desks: {d: {members: [{on_call: days}]}}
      routing: {default_desk: d}
      on_call:
        days:
          zone: UTC
          layers:
            - {name: turns, rotation: daily, starts: 2026-03-01, members: [ana, bo], only: {MON-FRI: ["09:00-17:00"]}}
      """;

  private final Route routes =
      ApiContract.of(OpenApi.document().tree())
          .checked(
              () ->
                  Problems.handled(
                      new OnCallRoutes(
                              () -> PolicyTimeline.EMPTY.with(PolicyParser.parse(YAML)),
                              Clock.fixed(Instant.parse("2026-03-02T12:00:00Z"), ZoneOffset.UTC))
                          ::routes));

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void whoIsOnCallNowAndAtAnotherTime() throws Exception {
    assertThat(ask("", 200).toString())
        .isEqualTo(
            "[{\"schedule\":\"days\",\"operator\":\"bo\",\"by\":\"turns\","
                + "\"until\":\"2026-03-02T17:00:00Z\"}]");
    assertThat(ask("?at=2026-03-06T20:00:00Z", 200).toString())
        .isEqualTo("[{\"schedule\":\"days\",\"until\":\"2026-03-09T09:00:00Z\"}]");
  }

  @Test
  void theShiftsOfAWeekUnlessSaidOtherwise() throws Exception {
    assertThat(ask("/days", 200).findValuesAsText("operator"))
        .containsExactly("bo", "ana", "bo", "ana", "bo", "ana");
    assertThat(ask("/days?from=2026-03-03T00:00:00Z&to=2026-03-04T00:00:00Z", 200).toString())
        .isEqualTo(
            "[{\"from\":\"2026-03-03T09:00:00Z\",\"to\":\"2026-03-03T17:00:00Z\","
                + "\"operator\":\"ana\",\"by\":\"turns\"}]");
  }

  @Test
  void whatIsWrongIsSaid() throws Exception {
    assertThat(ask("/nights", 404).at("/detail").asText()).contains("\"nights\"");
    assertThat(ask("?at=noon", 400).at("/detail").asText()).contains("at is \"noon\"");
    assertThat(ask("/days?to=2020-01-01T00:00:00Z", 400).at("/detail").asText())
        .contains("to must be later");
  }

  private static JsonNode json(String text) throws Exception {
    return Json.mapper().readTree(text);
  }

  private JsonNode ask(String path, int status) throws Exception {
    HttpResponse response =
        routes
            .function(KIT.system())
            .apply(HttpRequest.GET("/api/v1/on-call" + path))
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
    assertThat(response.status().intValue()).isEqualTo(status);
    return json(
        response
            .entity()
            .toStrict(5_000, KIT.system())
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS)
            .getData()
            .utf8String());
  }
}
