package io.breakwater.platform.http;

import static akka.http.javadsl.server.Directives.complete;
import static akka.http.javadsl.server.Directives.concat;
import static akka.http.javadsl.server.Directives.get;
import static akka.http.javadsl.server.Directives.path;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.server.Route;
import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.domain.json.Json;
import java.sql.SQLException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ProblemsTest {

  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  private static final Route ROUTE =
      Problems.handled(
          () ->
              concat(
                  path("refused", () -> fail(Problem.conflict("It was taken.").asException())),
                  path("database", () -> fail(new SQLException("secret table name"))),
                  path("bug", () -> fail(new NullPointerException("secret"))),
                  path("read", () -> get(() -> complete("ok")))));

  private static Route fail(Exception failure) {
    throw new CompletionException(failure);
  }

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void aRefusalIsAnsweredAsItsProblemInTheCallersTrace() throws Exception {
    JsonNode body = answer(HttpRequest.GET("/refused"), 409);
    assertThat(body.get("detail").asText()).isEqualTo("It was taken.");
    assertThat(body.get("trace_id").asText()).isEqualTo(TRACE);
  }

  @Test
  void aDatabaseThatIsAwayIs503AndSaysWhenToRetryWithoutInternals() throws Exception {
    JsonNode body = answer(HttpRequest.GET("/database"), 503);
    assertThat(body.toString()).doesNotContain("secret");
  }

  @Test
  void aBugIs500WithoutInternals() throws Exception {
    assertThat(answer(HttpRequest.GET("/bug"), 500).toString()).doesNotContain("secret");
  }

  @Test
  void whatNoRouteTakesIsAProblemToo() throws Exception {
    assertThat(answer(HttpRequest.GET("/nowhere"), 404).get("type").asText())
        .isEqualTo("not-found");
    assertThat(answer(HttpRequest.POST("/read"), 405).get("type").asText())
        .isEqualTo("method-not-allowed");
  }

  private static JsonNode answer(HttpRequest request, int status) throws Exception {
    ActorSystem<?> system = KIT.system();
    HttpResponse response =
        ROUTE
            .function(system)
            .apply(
                request.addHeader(
                    RawHeader.create("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01")))
            .toCompletableFuture()
            .get(5, TimeUnit.SECONDS);
    assertThat(response.status().intValue()).isEqualTo(status);
    assertThat(response.entity().getContentType().toString()).isEqualTo("application/problem+json");
    assertThat(response.getHeader("Retry-After").isPresent()).isEqualTo(status == 503);
    return Json.mapper()
        .readTree(
            response
                .entity()
                .toStrict(1000, system)
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS)
                .getData()
                .toArray());
  }
}
