package io.breakwater.domain.identity;

import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Rfc3339;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * Deterministic ids: whatever is derived from an event gets the same id when the event is processed
 * again. All are the first 128 bits of SHA-256 over the length-prefixed parts, as 32 lower-case hex
 * digits.
 */
public final class Identity {
  private Identity() {}

  private static final HexFormat HEX = HexFormat.of();

  /** The id of one event of one exception. */
  public static String eventId(String sourceId, String exceptionId, Kind kind, Instant occurredAt) {
    return hash128("event", sourceId, exceptionId, kind.name(), Rfc3339.format(occurredAt));
  }

  /** The id of the work item of one exception. */
  public static String workItemId(String sourceId, String exceptionId) {
    return hash128("work-item", sourceId, exceptionId);
  }

  /**
   * The id of one incident, minted once.
   *
   * @param key the values that the rule groups by, as text
   * @param firstEventId of the first member when the incident opened
   */
  public static String incidentId(String rule, String key, String firstEventId) {
    return hash128("incident", rule, key, firstEventId);
  }

  /** The id of the work item of one incident. */
  public static String workItemIdOfIncident(String incidentId) {
    return hash128("work-item-of-incident", incidentId);
  }

  /**
   * The idempotency key of a notification: one message on one channel to one recipient for one step
   * of one work item.
   *
   * @param step e.g. {@code opened:1} or {@code standard/acknowledge/breached:1}
   */
  public static String notificationId(
      String workItemId, String step, String channel, String recipient) {
    return hash128("notification", workItemId, step, channel, recipient);
  }

  /** The record key of an exception; the lengths keep ("a/b", "c") apart from ("a", "b/c"). */
  public static String exceptionKey(String sourceId, String exceptionId) {
    return sourceId.length() + ":" + sourceId + "/" + exceptionId;
  }

  /** The first 128 bits of SHA-256 over the parts, each preceded by its length. */
  public static String hash128(String... parts) {
    MessageDigest sha = SHA_256.get();
    for (String part : parts) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      sha.update((byte) (bytes.length >>> 24));
      sha.update((byte) (bytes.length >>> 16));
      sha.update((byte) (bytes.length >>> 8));
      sha.update((byte) bytes.length);
      sha.update(bytes);
    }
    return HEX.formatHex(sha.digest(), 0, 16);
  }

  // Looking the algorithm up costs as much as hashing. digest() leaves it ready for the next id.
  private static final ThreadLocal<MessageDigest> SHA_256 =
      ThreadLocal.withInitial(Identity::sha256);

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
