package io.breakwater.platform.access;

import io.breakwater.domain.access.AccessParser;
import io.breakwater.domain.access.Caller;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** Some people with their secrets, which are their names with {@code -secret} after them. */
final class AccessFixture {
  private AccessFixture() {}

  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-06-01T00:00:00Z"), ZoneOffset.UTC);

  static final Tokens TOKENS =
      new Tokens(
          AccessParser.parse(
              """
              tokens:
                - {name: vic, sha256: %s, roles: {viewer: [payments]}}
                - {name: lea, sha256: %s, roles: {lead: [payments], viewer: all}}
                - {name: ada, sha256: %s, roles: {admin: all}}
                - {name: gateway, sha256: %s, roles: {producer: all}}
                - {name: old, sha256: %s, roles: {admin: all}, expires: 2026-06-01T00:00:00Z}
              """
                  .formatted(
                      digest("vic"),
                      digest("lea"),
                      digest("ada"),
                      digest("gateway"),
                      digest("old"))));

  static SignIn withoutLocal() {
    return new SignIn(() -> TOKENS, Optional.empty(), CLOCK);
  }

  static SignIn withLocal() {
    return new SignIn(() -> TOKENS, Optional.of(Caller.local("root")), CLOCK);
  }

  static String bearer(String name) {
    return "Bearer " + name + "-secret";
  }

  static String cookie(String name) {
    return SignIn.COOKIE + "=" + name + "-secret";
  }

  private static String digest(String name) {
    return Secrets.sha256(name + "-secret");
  }
}
