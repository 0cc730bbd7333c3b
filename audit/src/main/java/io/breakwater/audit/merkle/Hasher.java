package io.breakwater.audit.merkle;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * SHA-256 over fields that cannot run into each other: texts and byte arrays are preceded by their
 * length (−1 for null, so null differs from empty), numbers have a fixed width, big-endian.
 *
 * <p>The first byte says what is hashed, so that the hash of one kind of thing can never pass for
 * another's: {@link #LEAF} and {@link #NODE} as in RFC 6962, {@link #CHAIN} and {@link #RECORD} are
 * ours.
 */
public final class Hasher {
  /** One fact of a batch. */
  public static final byte LEAF = 0;

  /** An inner node of a hash tree. */
  public static final byte NODE = 1;

  /** A batch, linked to the one before it. */
  public static final byte CHAIN = 2;

  /** A Kafka record. */
  public static final byte RECORD = 3;

  private final MessageDigest sha = sha256();
  private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);

  public Hasher(byte purpose) {
    sha.update(purpose);
  }

  public Hasher int32(int value) {
    number.clear().putInt(value);
    sha.update(number.array(), 0, Integer.BYTES);
    return this;
  }

  public Hasher int64(long value) {
    number.clear().putLong(value);
    sha.update(number.array(), 0, Long.BYTES);
    return this;
  }

  /** {@code null} is told apart from every number. */
  public Hasher optionalInt64(Long value) {
    return value == null ? int32(0) : int32(1).int64(value);
  }

  public Hasher bytes(byte[] value) {
    if (value == null) {
      return int32(-1);
    }
    int32(value.length);
    sha.update(value);
    return this;
  }

  public Hasher text(String value) {
    return bytes(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
  }

  /** Bytes as they are, without their length. */
  public Hasher raw(byte[] value) {
    sha.update(value);
    return this;
  }

  public Hasher hash(Hash value) {
    return raw(value.raw());
  }

  public Hash done() {
    return Hash.of(sha.digest());
  }

  /** The hash of nothing at all, which is the root of a tree without leaves. */
  static Hash empty() {
    return Hash.of(sha256().digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
