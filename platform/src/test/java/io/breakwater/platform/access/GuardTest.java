package io.breakwater.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.NotUsed;
import akka.http.javadsl.marshalling.sse.EventStreamMarshalling;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.sse.ServerSentEvent;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import akka.stream.javadsl.Source;
import io.breakwater.domain.json.Json;
import io.breakwater.platform.http.ApiDocument;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GuardTest {
  private final Route guarded =
      Http.checked(
          () ->
              new Guard(Http.DOCUMENT, AccessFixture.withoutLocal())
                  .before(() -> Directives.complete("reached")));

  @Test
  void nobodyGetsToWhatIsGuardedWithoutAToken() throws Exception {
    Http.Answer answer = ask(HttpRequest.GET("/api/v1/policies"), null);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
    assertThat(answer.body()).contains("Authorization: Bearer TOKEN");
  }

  @Test
  void whoseRoleIsTooSmallIsToldWhichIsMissing() throws Exception {
    Http.Answer answer = ask(HttpRequest.POST("/api/v1/policies/rollback"), "lea");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(Json.mapper().readTree(answer.body()).path("needs").asText()).isEqualTo("admin");
    assertThat(answer.body())
        .contains("This needs role admin, and lea has viewer of every desk; lead of payments.");
  }

  @Test
  void whoseRoleIsEnoughGetsThroughAndIsKnownThere() throws Exception {
    Guard guard = new Guard(Http.DOCUMENT, AccessFixture.withoutLocal());
    Route routes =
        guard.before(
            () ->
                Access.of(
                    access -> Directives.complete(access.caller().name() + " " + access.desks())));

    assertThat(
            Http.ask(
                    routes,
                    HttpRequest.GET("/api/v1/policies/bank@1"),
                    Map.of("Authorization", AccessFixture.bearer("vic")))
                .body())
        .isEqualTo("vic payments");
  }

  @Test
  void whatIsNotDescribedCannotBeReached() throws Exception {
    assertThat(ask(HttpRequest.GET("/api/v1/secret-door"), "ada").status()).isEqualTo(404);
    Http.Answer method = ask(HttpRequest.PUT("/api/v1/policies"), "ada");
    assertThat(method.status()).isEqualTo(405);
    assertThat(method.header("Allow")).isEqualTo("GET, POST");
  }

  @Test
  void aDocumentThatDoesNotSayWhatAnOperationNeedsIsRefused() {
    ApiDocument silent = ApiDocument.of(List.of("/access/silent.yaml"));

    assertThatThrownBy(() -> new Guard(silent, AccessFixture.withoutLocal()))
        .hasMessageContaining("does not say what get /api/v1/doors needs");
    ApiDocument wrong = ApiDocument.of(List.of("/access/wrong.yaml"));
    assertThatThrownBy(() -> new Guard(wrong, AccessFixture.withoutLocal()))
        .hasMessageContaining("security of get /api/v1/doors");
  }

  @Test
  void aFeedEndsAfterAWhileAndIsResumedByWhoeverMayStill() throws Exception {
    Source<ServerSentEvent, NotUsed> endless =
        Source.single(ServerSentEvent.create("first"))
            .concat(
                Source.<ServerSentEvent>maybe()
                    .mapMaterializedValue(never -> NotUsed.getInstance()));
    Route routes =
        new Guard(Http.DOCUMENT, AccessFixture.withoutLocal(), Duration.ofMillis(200))
            .before(() -> Directives.completeOK(endless, EventStreamMarshalling.toEventStream()));

    Http.Answer answer =
        Http.ask(
            routes,
            HttpRequest.GET("/api/v1/policies"),
            Map.of("Authorization", AccessFixture.bearer("vic")));

    assertThat(answer.body()).isEqualTo("data:first\n\n");
  }

  private Http.Answer ask(HttpRequest request, String name) throws Exception {
    return Http.ask(
        guarded,
        request,
        name == null ? Map.of() : Map.of("Authorization", AccessFixture.bearer(name)));
  }
}
