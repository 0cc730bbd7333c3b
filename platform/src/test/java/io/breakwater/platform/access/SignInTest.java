package io.breakwater.platform.access;

import static io.breakwater.platform.access.AccessFixture.bearer;
import static io.breakwater.platform.access.AccessFixture.cookie;
import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import io.breakwater.platform.http.ProblemException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignInTest {
  private static final HttpRequest LOOK = HttpRequest.GET("/api/v1/desks");
  private static final HttpRequest ACT = HttpRequest.POST("/api/v1/work-items/1/claim");

  @Test
  void aTokenSaysWhoAsks() {
    assertThat(who(LOOK, "Authorization: " + bearer("vic"))).isEqualTo("vic");
    assertThat(who(ACT, "Authorization: bearer lea-secret")).isEqualTo("lea");
    assertThat(who(LOOK, "Authorization: Bearer other")).isEqualTo("401 This token is not known.");
    assertThat(who(LOOK, "Authorization: " + bearer("old")))
        .isEqualTo("401 The token of old has expired, on 2026-06-01T00:00:00Z.");
    assertThat(who(LOOK, "Authorization: Basic dmljOnZpYw=="))
        .startsWith("401 The header Authorization");
    assertThat(who(LOOK)).isEqualTo("401 Nobody says who asks.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Host: ops:80, Origin: http://ops:80 | vic",
        "Host: ops:80, Origin: https://ops:80, Sec-Fetch-Site: same-origin | vic",
        "Host: ops:80, Origin: http://evil | 403",
        "Host: ops:80, Origin: http://ops:81 | 403",
        "Host: ops:80, Origin: null | 403",
        "Host: ops:80 | 403",
        "Host: ops:80, Origin: http://ops:80, Sec-Fetch-Site: cross-site | 403",
      })
  void aCookieActsOnlyForThePagesOfThisServer(String headers, String who) {
    assertThat(who(ACT, ("Cookie: " + cookie("vic") + ", " + headers).split(", "))).startsWith(who);
  }

  @Test
  void aCookieLooksUnlessAnotherSiteSentIt() {
    assertThat(who(LOOK, "Cookie: " + cookie("vic"), "Host: ops")).isEqualTo("vic");
    assertThat(who(LOOK, "Cookie: " + cookie("vic"), "Host: ops", "Sec-Fetch-Site: cross-site"))
        .startsWith("403");
    assertThat(who(LOOK, "Cookie: " + cookie("nobody"), "Host: ops")).startsWith("401");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Host: 127.0.0.1:8080 | root",
        "Host: localhost:8080 | root",
        "Host: [::1]:8080 | root",
        "Host: localhost:8080, Origin: http://localhost:8080 | root",
        "Host: localhost:8080, Origin: http://localhost:3000 | 403",
        "Host: localhost:8080, Sec-Fetch-Site: cross-site | 403",
        "Host: localhost:8080, Sec-Fetch-Site: same-site | 403",
        "Host: rebound.example:8080 | 401",
        "Host: localhost.example | 401",
        "Host: 127.0.0.1.example | 401",
        "Host: localhost:8080, X-Forwarded-For: 10.0.0.1 | 401",
        "Host: localhost:8080, Forwarded: for=10.0.0.1 | 401",
        "X-Other: no host | 401",
      })
  void whoSitsAtThisMachineIsKnownByHowTheyAsk(String headers, String who) {
    assertThat(who(AccessFixture.withLocal(), ACT, headers.split(", "))).startsWith(who);
  }

  @Test
  void aTokenGoesBeforeSittingAtThisMachine() {
    SignIn signIn = AccessFixture.withLocal();
    String host = "Host: localhost";
    assertThat(who(signIn, LOOK, host, "Authorization: " + bearer("vic"))).isEqualTo("vic");
    assertThat(who(signIn, LOOK, host, "Authorization: Bearer other")).startsWith("401");
    assertThat(who(signIn, LOOK, host, "Cookie: " + cookie("vic"))).isEqualTo("vic");
    assertThat(who(signIn, LOOK, host, "Cookie: " + cookie("nobody"))).isEqualTo("root");
  }

  private static String who(HttpRequest request, String... headers) {
    return who(AccessFixture.withoutLocal(), request, headers);
  }

  /** The caller's name, or status and first sentence of the refusal. */
  private static String who(SignIn signIn, HttpRequest request, String... headers) {
    HttpRequest asked =
        request.addHeaders(
            Arrays.stream(headers)
                .map(header -> header.split(": ", 2))
                .map(pair -> HttpHeader.parse(pair[0], pair[1]))
                .collect(Collectors.toList()));
    try {
      return signIn.caller(asked).name();
    } catch (ProblemException e) {
      return e.problem().status() + " " + e.problem().detail().split(" Send a token")[0];
    }
  }
}
