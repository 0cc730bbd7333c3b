package io.breakwater.platform.access;

import static akka.http.javadsl.server.Directives.complete;
import static akka.http.javadsl.server.Directives.completeOK;
import static akka.http.javadsl.server.Directives.concat;
import static akka.http.javadsl.server.Directives.delete;
import static akka.http.javadsl.server.Directives.entity;
import static akka.http.javadsl.server.Directives.extractRequest;
import static akka.http.javadsl.server.Directives.get;
import static akka.http.javadsl.server.Directives.path;
import static akka.http.javadsl.server.Directives.post;
import static akka.http.javadsl.server.Directives.respondWithHeader;
import static akka.http.javadsl.server.PathMatchers.segment;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.server.Route;
import io.breakwater.domain.access.Caller;
import io.breakwater.domain.access.DeskScope;
import io.breakwater.platform.http.JsonBody;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** {@code /api/v1/me}: who asks; {@code /api/v1/session}: the console signs in and out. */
public final class SessionRoutes {
  private static final String ATTRIBUTES = "; Path=/; HttpOnly; SameSite=Strict";

  private final SignIn signIn;

  public SessionRoutes(SignIn signIn) {
    this.signIn = signIn;
  }

  /**
   * Who asks.
   *
   * @param roles desks by role; {@code all} for every desk
   * @param local true for whoever sits at this machine, who goes by any name
   */
  public record Me(String name, Map<String, List<String>> roles, boolean local) {
    static Me of(Caller caller) {
      Map<String, List<String>> roles = new TreeMap<>();
      caller.roles().forEach((role, desks) -> roles.put(role.label(), names(desks)));
      return new Me(caller.name(), roles, caller.local());
    }

    private static List<String> names(DeskScope desks) {
      return desks.all() ? List.of("all") : List.copyOf(new TreeSet<>(desks.names()));
    }
  }

  /** What the console sends. */
  record Secret(String token) {}

  /** The routes. */
  public Route routes() {
    return concat(
        path(
            segment("api").slash("v1").slash("me"),
            () ->
                get(
                    () ->
                        extractRequest(r -> completeOK(Me.of(signIn.caller(r)), JsonBody.out())))),
        path(
            segment("api").slash("v1").slash("session"),
            () ->
                concat(
                    post(() -> entity(JsonBody.in(Secret.class), this::signIn)),
                    delete(SessionRoutes::signOut))));
  }

  private Route signIn(Secret secret) {
    return extractRequest(
        request -> {
          if (!Origins.isOwn(request)) {
            throw Refused.crossSite();
          }
          String token = secret.token() == null ? "" : secret.token().strip();
          Caller caller = signIn.of(token);
          return respondWithHeader(
              cookie(token + ATTRIBUTES + (isEncrypted(request) ? "; Secure" : "")),
              () -> completeOK(Me.of(caller), JsonBody.out()));
        });
  }

  private static Route signOut() {
    return respondWithHeader(
        cookie(ATTRIBUTES + "; Max-Age=0"), () -> complete(StatusCodes.NO_CONTENT));
  }

  private static HttpHeader cookie(String value) {
    return RawHeader.create("Set-Cookie", SignIn.COOKIE + "=" + value);
  }

  /** By this server or by the proxy in front of it. */
  private static boolean isEncrypted(HttpRequest request) {
    return request
        .getHeader("X-Forwarded-Proto")
        .map(HttpHeader::value)
        .filter("https"::equalsIgnoreCase)
        .isPresent();
  }
}
