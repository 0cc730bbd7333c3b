package io.breakwater.domain.event;

import io.breakwater.domain.trace.TraceContext;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes dead letters: all of the record that a topic of bounded record size can hold. */
public final class DeadLetters {
  private DeadLetters() {}

  /** Bytes of the payload that a dead letter keeps; only {@code too-large} records have more. */
  public static final int MAX_PAYLOAD = EventLimits.DEFAULT.maxBytes();

  /**
   * The header of a record that corrects a dead letter: the {@linkplain Origin#place() place} of
   * the record that was refused.
   */
  public static final String REPLAY_OF = "breakwater-replay-of";

  private static final int MAX_HEADER = 1_024;
  private static final int MAX_HEADERS = 64;

  /** The record key of a dead letter: it has no exception, so it is its record's place. */
  public static String key(DeadLetter letter) {
    Origin origin = letter.origin();
    return origin.topic() + "-" + origin.partition() + "@" + origin.offset();
  }

  /** The dead letter of a refused record; {@code value} may be null. */
  public static DeadLetter of(
      Rejection rejection, Origin origin, TraceContext trace, byte[] value, RawHeaders headers) {
    return of(
        rejection.code().code(),
        rejection.reason(),
        rejection.field(),
        origin,
        trace,
        value,
        headers);
  }

  /** As the other; {@code field} and {@code value} may be null. */
  public static DeadLetter of(
      String code,
      String reason,
      String field,
      Origin origin,
      TraceContext trace,
      byte[] value,
      RawHeaders headers) {
    byte[] whole = value == null ? new byte[0] : value;
    byte[] kept = whole.length > MAX_PAYLOAD ? Arrays.copyOf(whole, MAX_PAYLOAD) : whole;
    String fullReason =
        kept == whole
            ? reason
            : reason
                + " Of the payload the first %d bytes are kept here; the whole is at the origin."
                    .formatted(MAX_PAYLOAD);
    String text = textOrNull(kept);
    return new DeadLetter(
        code,
        fullReason,
        field,
        origin,
        trace,
        text != null ? text : Base64.getEncoder().encodeToString(kept),
        text == null,
        copy(headers));
  }

  /** The bytes as text; null if they are no UTF-8 or if JSON would have to escape much of them. */
  private static String textOrNull(byte[] bytes) {
    int control = 0;
    for (byte b : bytes) {
      if (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t') {
        control++;
      }
    }
    if (control > bytes.length / 16) {
      return null;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static Map<String, String> copy(RawHeaders headers) {
    Map<String, String> copy = new LinkedHashMap<>();
    for (String name : headers.names()) {
      if (copy.size() == MAX_HEADERS) {
        break;
      }
      String value = headers.value(name);
      copy.put(name, value.length() > MAX_HEADER ? value.substring(0, MAX_HEADER) + "…" : value);
    }
    return copy;
  }
}
