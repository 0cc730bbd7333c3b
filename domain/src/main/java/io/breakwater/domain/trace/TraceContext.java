package io.breakwater.domain.trace;

import io.breakwater.domain.identity.Identity;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The W3C trace context (https://www.w3.org/TR/trace-context/) that every hop carries.
 *
 * @param traceId 32 lower-case hex digits, not all zero; never replaced once set
 * @param spanId 16 lower-case hex digits: the parent span, from the producer or minted
 */
public record TraceContext(String traceId, String spanId) {

  /** The header, CloudEvents extension and HTTP header name. */
  public static final String HEADER = "traceparent";

  private static final Pattern TRACEPARENT =
      Pattern.compile("([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

  /** Reads a {@code traceparent} value; empty if it is absent or not valid. */
  public static Optional<TraceContext> parse(String traceparent) {
    if (traceparent == null) {
      return Optional.empty();
    }
    Matcher m = TRACEPARENT.matcher(traceparent.strip());
    if (!m.matches()
        || m.group(1).equals("ff")
        || (m.group(1).equals("00") && m.group(5) != null)
        || isZero(m.group(2))
        || isZero(m.group(3))) {
      return Optional.empty();
    }
    return Optional.of(new TraceContext(m.group(2), m.group(3)));
  }

  /** The trace of a record that came without one: the same record always gets the same trace. */
  public static TraceContext mint(String topic, int partition, long offset) {
    String hex =
        Identity.hash128("trace", topic, Integer.toString(partition), Long.toString(offset));
    return new TraceContext(hex, Identity.hash128("span", hex).substring(0, 16));
  }

  /** The {@code traceparent} value, sampled. */
  public String traceparent() {
    return "00-" + traceId + "-" + spanId + "-01";
  }

  private static boolean isZero(String hex) {
    return hex.chars().allMatch(c -> c == '0');
  }
}
