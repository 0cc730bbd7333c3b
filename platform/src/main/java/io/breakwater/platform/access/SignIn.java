package io.breakwater.platform.access;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.headers.Cookie;
import akka.http.javadsl.model.headers.HttpCookiePair;
import io.breakwater.domain.access.AccessToken;
import io.breakwater.domain.access.Caller;
import io.breakwater.platform.http.ProblemException;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

/** Finds out who sends a request: by its token, by the console's cookie, or as local. */
public final class SignIn {
  /** The console's cookie; its value is the token. */
  static final String COOKIE = "breakwater-token";

  private static final String BEARER = "Bearer ";

  private final Supplier<Tokens> tokens;
  private final Optional<Caller> local;
  private final Clock clock;

  /**
   * Asks these.
   *
   * @param local who a request without a token is from, if it comes from this very machine
   */
  public SignIn(Supplier<Tokens> tokens, Optional<Caller> local, Clock clock) {
    this.tokens = tokens;
    this.local = local;
    this.clock = clock;
  }

  /**
   * Who sends it.
   *
   * @throws ProblemException 401 if that is not known, 403 if a page of another site sent it
   */
  Caller caller(HttpRequest request) {
    Optional<String> header = request.getHeader("Authorization").map(HttpHeader::value);
    if (header.isPresent()) {
      return of(bearer(header.get()));
    }
    Optional<String> cookie = cookie(request);
    if (cookie.isPresent() && (local.isEmpty() || isKnown(cookie.get()))) {
      return ofCookie(request, cookie.get());
    }
    if (local.isPresent() && Origins.isLocal(request)) {
      if (!Origins.isOwn(request)) {
        throw Refused.crossSite();
      }
      return local.get();
    }
    throw Refused.unknown("Nobody says who asks.");
  }

  /**
   * Whose token it is.
   *
   * @throws ProblemException 401 if it is unknown or has expired
   */
  Caller of(String secret) {
    AccessToken token =
        tokens.get().find(secret).orElseThrow(() -> Refused.unknown("This token is not known."));
    if (token.hasExpired(clock.instant())) {
      throw Refused.unknown(
          "The token of %s has expired, on %s.".formatted(token.caller().name(), token.expires()));
    }
    return token.caller();
  }

  private boolean isKnown(String secret) {
    return tokens.get().find(secret).filter(t -> !t.hasExpired(clock.instant())).isPresent();
  }

  /** A browser sends a cookie whoever made the page; so what changes something says its origin. */
  private Caller ofCookie(HttpRequest request, String secret) {
    boolean looks = request.method().equals(HttpMethods.GET);
    if (!(looks ? Origins.isOwn(request) : Origins.isSurelyOwn(request))) {
      throw Refused.crossSite();
    }
    return of(secret);
  }

  private static String bearer(String header) {
    if (!header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      throw Refused.unknown("The header Authorization is not one of a bearer token.");
    }
    return header.substring(BEARER.length()).strip();
  }

  private static Optional<String> cookie(HttpRequest request) {
    return request
        .getHeader(Cookie.class)
        .flatMap(
            cookies ->
                StreamSupport.stream(cookies.getCookies().spliterator(), false)
                    .filter(pair -> pair.name().equals(COOKIE))
                    .map(HttpCookiePair::value)
                    .findFirst());
  }
}
