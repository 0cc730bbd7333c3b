package io.breakwater.domain.access;

import java.time.Instant;
import java.util.HexFormat;

/**
 * A token as it is kept: what somebody who has its secret may do.
 *
 * @param sha256 of the secret, in lower-case hexadecimal; the secret itself is kept nowhere
 * @param expires null if it does not
 */
public record AccessToken(String sha256, Caller caller, Instant expires) {

  /** The digest as bytes. */
  public byte[] digest() {
    return HexFormat.of().parseHex(sha256);
  }

  /** True if it may not be used any more. */
  public boolean hasExpired(Instant now) {
    return expires != null && !now.isBefore(expires);
  }
}
