package io.breakwater.platform.access;

import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.server.Route;
import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.domain.json.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SessionRoutesTest {
  private static final Map<String, String> CONSOLE = Map.of("Host", "ops", "Origin", "http://ops");

  private final Route routes = Http.checked(this::guarded);

  private Route guarded() {
    SignIn signIn = AccessFixture.withoutLocal();
    return new Guard(Http.DOCUMENT, signIn).before(() -> new SessionRoutes(signIn).routes());
  }

  @Test
  void whoAsksIsToldWhatTheyMayDo() throws Exception {
    JsonNode me =
        Json.mapper()
            .readTree(
                Http.ask(
                        routes,
                        HttpRequest.GET("/api/v1/me"),
                        Map.of("Authorization", AccessFixture.bearer("lea")))
                    .body());

    assertThat(me.path("name").asText()).isEqualTo("lea");
    assertThat(me.at("/roles/lead/0").asText()).isEqualTo("payments");
    assertThat(me.at("/roles/viewer/0").asText()).isEqualTo("all");
    assertThat(me.path("local").asBoolean()).isFalse();
    assertThat(Http.ask(routes, HttpRequest.GET("/api/v1/me"), Map.of()).status()).isEqualTo(401);
  }

  @Test
  void theConsoleSignsInWithATokenAndGetsACookieThatNoScriptReads() throws Exception {
    Http.Answer answer = signIn("vic-secret", CONSOLE);

    assertThat(answer.status()).isEqualTo(200);
    String cookie = answer.header("Set-Cookie");
    assertThat(cookie).isEqualTo("breakwater-token=vic-secret; Path=/; HttpOnly; SameSite=Strict");
    Http.Answer me =
        Http.ask(
            routes,
            HttpRequest.GET("/api/v1/me"),
            Map.of("Cookie", cookie.substring(0, cookie.indexOf(';')), "Host", "ops"));
    assertThat(me.body()).contains("\"name\":\"vic\"");
  }

  @Test
  void behindAProxyThatEncryptsTheCookieStaysEncrypted() throws Exception {
    assertThat(
            signIn(
                    "vic-secret",
                    Map.of("Host", "ops", "Origin", "https://ops", "X-Forwarded-Proto", "https"))
                .header("Set-Cookie"))
        .endsWith("; Secure");
  }

  @Test
  void aWrongTokenAndAnotherSiteDoNotSignIn() throws Exception {
    assertThat(signIn("guessed", CONSOLE).status()).isEqualTo(401);
    assertThat(signIn("old-secret", CONSOLE).status()).isEqualTo(401);
    assertThat(signIn("vic-secret", Map.of("Host", "ops", "Origin", "http://evil")).status())
        .isEqualTo(403);
  }

  @Test
  void signingOutTakesTheCookieAway() throws Exception {
    Http.Answer answer = Http.ask(routes, HttpRequest.DELETE("/api/v1/session"), CONSOLE);

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.header("Set-Cookie")).startsWith("breakwater-token=;").endsWith("Max-Age=0");
  }

  private Http.Answer signIn(String token, Map<String, String> headers) throws Exception {
    return Http.ask(
        routes,
        HttpRequest.POST("/api/v1/session")
            .withEntity(ContentTypes.APPLICATION_JSON, "{\"token\": \"" + token + "\"}"),
        headers);
  }
}
