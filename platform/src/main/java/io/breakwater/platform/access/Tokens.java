package io.breakwater.platform.access;

import io.breakwater.domain.access.AccessToken;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/** The tokens that are known, by their secrets. */
public final class Tokens {
  /** A token and its digest as bytes. */
  private record Known(byte[] digest, AccessToken token) {}

  private final List<Known> known;

  public Tokens(List<AccessToken> tokens) {
    this.known = tokens.stream().map(token -> new Known(token.digest(), token)).toList();
  }

  /** The token of a secret. How long it takes tells nothing of the digests. */
  Optional<AccessToken> find(String secret) {
    byte[] digest = Secrets.digest(secret);
    AccessToken found = null;
    for (Known each : known) {
      if (MessageDigest.isEqual(digest, each.digest())) {
        found = each.token();
      }
    }
    return Optional.ofNullable(found);
  }
}
