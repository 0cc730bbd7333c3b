package io.breakwater.platform.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Secrets of tokens. A secret has 256 random bits, so nobody finds it by trying what hashes to its
 * digest; the slow hashes that passwords need would only make each request slow.
 */
public final class Secrets {
  private Secrets() {}

  private static final int BYTES = 32;
  private static final String PREFIX = "bw_";

  /** A new one, e.g. {@code bw_3q2-7w…}; the prefix is for those who search for leaked secrets. */
  public static String mint(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** What is kept of a secret, in hexadecimal. */
  public static String sha256(String secret) {
    return HexFormat.of().formatHex(digest(secret));
  }

  static byte[] digest(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
