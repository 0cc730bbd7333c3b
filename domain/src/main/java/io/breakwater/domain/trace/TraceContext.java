package io.breakwater.domain.trace;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.breakwater.domain.identity.Identity;
import java.util.Optional;

/**
 * The W3C trace context (https://www.w3.org/TR/trace-context/) that every hop carries.
 *
 * @param traceId 32 lower-case hex digits, not all zero; never replaced once set
 * @param spanId 16 lower-case hex digits: the parent span, from the producer or minted
 * @param unsampled whether nobody records that span, so that spans of ours would have no parent.
 *     JSON has it only where it is true
 */
public record TraceContext(
    String traceId, String spanId, @JsonInclude(Include.NON_DEFAULT) boolean unsampled) {

  /** The header, CloudEvents extension and HTTP header name. */
  public static final String HEADER = "traceparent";

  private static final int TRACE_ID = 3;
  private static final int SPAN_ID = 36;
  private static final int FLAGS = 53;
  private static final int LENGTH = 55;

  /** A sampled one. */
  public TraceContext(String traceId, String spanId) {
    this(traceId, spanId, false);
  }

  /** Reads a {@code traceparent} value; empty if it is absent or not valid. */
  public static Optional<TraceContext> parse(String traceparent) {
    if (traceparent == null) {
      return Optional.empty();
    }
    String value = traceparent.strip();
    if (value.length() < LENGTH
        || !isHex(value, 0, 2)
        || value.charAt(2) != '-'
        || !isHex(value, TRACE_ID, 32)
        || value.charAt(35) != '-'
        || !isHex(value, SPAN_ID, 16)
        || value.charAt(52) != '-'
        || !isHex(value, FLAGS, 2)
        || isZero(value, TRACE_ID, 32)
        || isZero(value, SPAN_ID, 16)
        || !isKnownForm(value)) {
      return Optional.empty();
    }
    return Optional.of(
        new TraceContext(
            value.substring(TRACE_ID, TRACE_ID + 32),
            value.substring(SPAN_ID, SPAN_ID + 16),
            !isSampled(value.charAt(FLAGS + 1))));
  }

  /** The last bit of the flags, of which this is the last hex digit. */
  private static boolean isSampled(char digit) {
    return Character.digit(digit, 16) % 2 == 1;
  }

  /** Version 00 ends after the flags; later ones may go on after a dash; ff is not allowed. */
  private static boolean isKnownForm(String value) {
    if (value.startsWith("ff")) {
      return false;
    }
    return value.length() == LENGTH || (!value.startsWith("00") && value.charAt(LENGTH) == '-');
  }

  /** The trace of a record that came without one: the same record always gets the same trace. */
  public static TraceContext mint(String topic, int partition, long offset) {
    return mintFrom(topic, Integer.toString(partition), Long.toString(offset));
  }

  /**
   * The trace of something that came without one: what identifies it always gets the same trace.
   */
  public static TraceContext mintFrom(String... identity) {
    String[] parts = new String[identity.length + 1];
    parts[0] = "trace";
    System.arraycopy(identity, 0, parts, 1, identity.length);
    String hex = Identity.hash128(parts);
    return new TraceContext(hex, Identity.hash128("span", hex).substring(0, 16), true);
  }

  /** The {@code traceparent} value. */
  public String traceparent() {
    return "00-" + traceId + "-" + spanId + (unsampled ? "-00" : "-01");
  }

  private static boolean isHex(String value, int from, int count) {
    for (int i = from; i < from + count; i++) {
      char c = value.charAt(i);
      if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isZero(String value, int from, int count) {
    for (int i = from; i < from + count; i++) {
      if (value.charAt(i) != '0') {
        return false;
      }
    }
    return true;
  }
}
