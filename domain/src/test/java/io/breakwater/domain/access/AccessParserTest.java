package io.breakwater.domain.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccessParserTest {
  private static final String A = "a".repeat(64);
  private static final String B = "b".repeat(64);

  @Test
  void tokensHaveNameDigestRolesAndExpiry() {
    List<AccessToken> tokens =
        AccessParser.parse(
            """
            tokens:
              - name: ana
                sha256: %s
                roles: {lead: [payments, triage], viewer: all}
                expires: 2027-06-30T00:00:00Z
              - {name: gateway, sha256: %s, roles: {producer: all}}
            """
                .formatted(A.toUpperCase(java.util.Locale.ROOT), B));

    assertThat(tokens)
        .containsExactly(
            new AccessToken(
                A,
                new Caller(
                    "ana",
                    Map.of(
                        Role.LEAD,
                        DeskScope.of(Set.of("payments", "triage")),
                        Role.VIEWER,
                        DeskScope.ALL),
                    false),
                Instant.parse("2027-06-30T00:00:00Z")),
            new AccessToken(
                B, new Caller("gateway", Map.of(Role.PRODUCER, DeskScope.ALL), false), null));
    assertThat(tokens.get(0).hasExpired(Instant.parse("2027-06-29T23:59:59Z"))).isFalse();
    assertThat(tokens.get(0).hasExpired(Instant.parse("2027-06-30T00:00:00Z"))).isTrue();
    assertThat(tokens.get(1).hasExpired(Instant.MAX)).isFalse();
  }

  @Test
  void whatIsWrongIsSaidWithItsPlaceAndItsRemedy() {
    assertThatThrownBy(
            () ->
                AccessParser.parse(
                    """
                    tokens:
                      - {name: "desk:triage", sha256: %1$s, roles: {viewer: all}}
                      - {name: bo, sha256: %1$s, roles: {leed: all}}
                      - {name: cy, sha256: secret, roles: {admin: [payments]}}
                      - {name: di, roles: {viewer: []}, expire: 2027-01-01T00:00:00Z}
                    """
                        .formatted(A)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("line 2, column 12: \"desk:triage\"")
        .hasMessageContaining("line 3")
        .hasMessageContaining("Did you mean \"lead\"")
        .hasMessageContaining("\"secret\" is not valid here")
        .hasMessageContaining("admin is not a role of single desks. Write admin: all")
        .hasMessageContaining("\"sha256\" is missing")
        .hasMessageContaining("unknown key \"expire\"");
    assertThatThrownBy(() -> AccessParser.parse("")).hasMessageContaining("empty");
  }

  @Test
  void oneDigestIsOfOneToken() {
    assertThatThrownBy(
            () ->
                AccessParser.parse(
                    """
                    tokens:
                      - {name: ana, sha256: %1$s, roles: {viewer: all}}
                      - {name: bo, sha256: %1$s, roles: {admin: all}}
                    """
                        .formatted(A)))
        .hasMessageContaining("line 3");
  }
}
