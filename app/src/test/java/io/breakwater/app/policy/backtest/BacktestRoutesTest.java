package io.breakwater.app.policy.backtest;

import static io.breakwater.app.policy.backtest.Histories.raised;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.Route;
import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.app.node.OpenApi;
import io.breakwater.contract.ApiContract;
import io.breakwater.domain.access.Caller;
import io.breakwater.domain.access.Role;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.policy.PolicyTimeline;
import io.breakwater.platform.access.Access;
import io.breakwater.platform.http.Problems;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class BacktestRoutesTest {
  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final String CANDIDATE = Histories.changed("desk: fx}", "desk: triage}").yaml();

  private final Deque<Runnable> work = new ArrayDeque<>();
  private Backtests.Source source =
      history -> {
        history.add(raised("E-1", 0));
        history.add(raised("E-2", 1));
        return 3;
      };

  private final BacktestRoutes backtests =
      new BacktestRoutes(
          new Backtests(
              2,
              history -> source.read(history),
              () -> PolicyTimeline.EMPTY.with(Histories.policy()),
              Clock.fixed(Histories.NOON, ZoneOffset.UTC),
              work::add),
          Runnable::run);

  private final Route routes =
      ApiContract.of(OpenApi.document().tree())
          .checked(
              () ->
                  Problems.handled(
                      () -> Access.of(Caller.local("ana"), Role.LEAD).in(backtests::routes)));

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void oneIsStartedWaitedForAndRead() throws Exception {
    JsonNode started = ask(order(Map.of("item", "E-2")), 202);
    String id = started.path("id").asText();
    assertThat(started.path("state").asText()).isEqualTo("RUNNING");
    assertThat(get("/" + id, 200).path("report").isMissingNode()).isTrue();

    work.remove().run();

    JsonNode done = get("/" + id, 200);
    assertThat(done.path("state").asText()).isEqualTo("DONE");
    assertThat(done.path("decided").asInt()).isEqualTo(2);
    assertThat(done.path("unreadable").asInt()).isEqualTo(3);
    assertThat(done.at("/report/counts/moved").asInt()).isEqualTo(2);
    assertThat(done.at("/report/explained/0/after/decision/desk").asText()).isEqualTo("triage");
    assertThat(get("", 200).get(0).has("report")).isFalse();
    Report report = Json.mapper().convertValue(done.path("report"), Report.class);
    assertThat(Json.mapper().valueToTree(report).toString())
        .isEqualTo(done.path("report").toString());
  }

  @Test
  void thereIsOneAtATime() throws Exception {
    ask(order(Map.of()), 202);

    assertThat(ask(order(Map.of()), 409).path("detail").asText()).contains("one at a time");

    work.remove().run();
    ask(order(Map.of()), 202);
  }

  @Test
  void whatCannotBeIsSaid() throws Exception {
    assertThat(ask(Map.of(), 400).path("detail").asText()).startsWith("policy is missing");
    assertThat(ask(Map.of("policy", "policy: x"), 400).path("detail").asText())
        .startsWith("The policy is refused: ");
    assertThat(ask(order(Map.of("against", "bank@9")), 400).path("detail").asText())
        .isEqualTo("There is no policy \"bank@9\" to compare with.");
    assertThat(ask(order(Map.of("items", 10_001)), 400).path("detail").asText())
        .contains("0 to 10,000");
    assertThat(get("/nothing", 404).path("detail").asText()).contains("There is no backtest");
  }

  @Test
  void aHistoryThatCannotBeReadFailsTheRunAndNoMore() throws Exception {
    source =
        history -> {
          throw new IOException("disk full");
        };
    String id = ask(order(Map.of()), 202).path("id").asText();
    work.remove().run();

    JsonNode failed = get("/" + id, 200);
    assertThat(failed.path("state").asText()).isEqualTo("FAILED");
    assertThat(failed.path("problem").asText())
        .isEqualTo("the history could not be read: disk full");
    source =
        history -> {
          for (int minute = 0; minute < 3; minute++) {
            history.add(raised("E-" + minute, minute));
          }
          return 0;
        };
    String large = ask(order(Map.of()), 202).path("id").asText();
    work.remove().run();
    assertThat(get("/" + large, 200).path("problem").asText())
        .isEqualTo("the history has more than 2 events; take a shorter one");
    source = history -> 0;
    String empty = ask(order(Map.of()), 202).path("id").asText();
    work.remove().run();
    assertThat(get("/" + empty, 200).path("problem").asText())
        .isEqualTo("there is nothing on record");
  }

  private static Map<String, Object> order(Map<String, Object> more) {
    Map<String, Object> order = new HashMap<>(more);
    order.put("policy", CANDIDATE);
    return order;
  }

  private JsonNode ask(Map<String, Object> order, int status) throws Exception {
    return answer(
        HttpRequest.POST("/api/v1/policies/backtests")
            .withEntity(ContentTypes.APPLICATION_JSON, Json.text(order)),
        status);
  }

  private JsonNode get(String path, int status) throws Exception {
    return answer(HttpRequest.GET("/api/v1/policies/backtests" + path), status);
  }

  private JsonNode answer(HttpRequest request, int status) throws Exception {
    HttpResponse response =
        routes
            .function(KIT.system())
            .apply(request)
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
