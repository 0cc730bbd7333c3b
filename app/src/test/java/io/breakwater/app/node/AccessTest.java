package io.breakwater.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.domain.access.AccessToken;
import io.breakwater.domain.access.Caller;
import io.breakwater.domain.access.DeskScope;
import io.breakwater.domain.access.Role;
import io.breakwater.domain.json.Json;
import io.breakwater.platform.access.Guard;
import io.breakwater.platform.access.Secrets;
import io.breakwater.platform.access.SignIn;
import io.breakwater.platform.access.Tokens;
import io.breakwater.platform.http.ApiDocument;
import io.breakwater.platform.http.Problems;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation that is served asks who wants it, and refuses whose role is too small. */
class AccessTest {
  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final JsonNode DOCUMENT = Json.mapper().valueToTree(OpenApi.document().tree());

  private static final SignIn SIGN_IN =
      new SignIn(
          () -> new Tokens(Arrays.stream(Role.values()).map(AccessTest::token).toList()),
          Optional.empty(),
          Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

  private static final Route GUARDED =
      Problems.handled(
          () ->
              new Guard(OpenApi.document(), SIGN_IN).before(() -> Directives.complete("reached")));

  /** An operation of the document; {@code needs} is null if it is open, empty for any token. */
  record Operation(String method, String path, String needs) {
    Role role() {
      return Role.valueOf(needs.toUpperCase(Locale.ROOT));
    }
  }

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  static List<Operation> operations() {
    return DOCUMENT
        .path("paths")
        .propertyStream()
        .flatMap(
            path ->
                path.getValue()
                    .propertyStream()
                    .filter(method -> ApiDocument.METHODS.contains(method.getKey()))
                    .map(
                        method ->
                            new Operation(
                                method.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                needs(method.getValue().path("security")))))
        .toList();
  }

  static List<Operation> guarded() {
    return operations().stream().filter(operation -> operation.needs() != null).toList();
  }

  static List<Operation> ofARole() {
    return guarded().stream().filter(operation -> !operation.needs().isEmpty()).toList();
  }

  private static String needs(JsonNode security) {
    return security.isEmpty() ? null : security.at("/0/token/0").asText();
  }

  @ParameterizedTest
  @MethodSource("guarded")
  void withoutATokenItIs401(Operation operation) throws Exception {
    HttpResponse answer = ask(operation, null);

    assertThat(answer.status().intValue()).isEqualTo(401);
    assertThat(body(answer).path("type").asText()).isEqualTo("unauthorized");
  }

  @ParameterizedTest
  @MethodSource("ofARole")
  void aRoleThatIsTooSmallIsToldWhatIsMissing(Operation operation) throws Exception {
    for (Role role : Role.values()) {
      HttpResponse answer = ask(operation, role);
      if (role.includes(operation.role())) {
        assertThat(answer.status().intValue()).as(role.label()).isEqualTo(200);
      } else {
        assertThat(answer.status().intValue()).as(role.label()).isEqualTo(403);
        JsonNode problem = body(answer);
        assertThat(problem.path("needs").asText()).isEqualTo(operation.needs());
        assertThat(problem.path("detail").asText()).contains("needs role " + operation.needs());
      }
    }
  }

  @Test
  void onlyTheseAreOpenAndOnlyTheseAreEnoughToBeKnownFor() {
    assertThat(operations().stream().filter(o -> o.needs() == null).map(AccessTest::name))
        .containsExactlyInAnyOrder(
            "GET /healthz",
            "GET /readyz",
            "GET /metrics",
            "GET /openapi.yaml",
            "POST /api/v1/session",
            "DELETE /api/v1/session");
    assertThat(guarded().stream().filter(o -> o.needs().isEmpty()).map(AccessTest::name))
        .containsExactly("GET /api/v1/me");
  }

  @Test
  void whatChangesSomethingIsNotForViewers() {
    assertThat(
            ofARole().stream()
                .filter(o -> !o.method().equals("GET") && o.role() == Role.VIEWER)
                .map(AccessTest::name))
        .containsExactlyInAnyOrder("POST /api/v1/policies/check", "POST /api/v1/policies/explain");
  }

  private static String name(Operation operation) {
    return operation.method() + " " + operation.path();
  }

  private static AccessToken token(Role role) {
    return new AccessToken(
        Secrets.sha256(role.label()),
        new Caller(role.label(), Map.of(role, DeskScope.ALL), false),
        null);
  }

  private static HttpResponse ask(Operation operation, Role role) throws Exception {
    HttpRequest request =
        HttpRequest.create(operation.path().replaceAll("\\{[^}]*}", "x"))
            .withMethod(HttpMethods.lookup(operation.method()).orElseThrow());
    return GUARDED
        .function(KIT.system())
        .apply(
            role == null
                ? request
                : request.addHeader(RawHeader.create("Authorization", "Bearer " + role.label())))
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }

  private static JsonNode body(HttpResponse answer) throws Exception {
    return Json.read(
        answer
            .entity()
            .toStrict(5_000, KIT.system())
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS)
            .getData()
            .toArray(),
        JsonNode.class);
  }
}
