package io.breakwater.ingest.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.platform.http.Problem;
import java.util.Map;

/**
 * A request to send a dead letter again.
 *
 * @param by who asks, at most 128 characters
 * @param set see {@link Correction}
 * @param headers see {@link Correction}
 * @param payload see {@link Correction}
 * @param again whether to send it though it has been sent before
 */
public record Replay(
    String by,
    Map<String, JsonNode> set,
    Map<String, String> headers,
    String payload,
    boolean again) {
  private static final int LONGEST_NAME = 128;

  /**
   * Many at once: those that are open and fit the filter, the newest first.
   *
   * @param filter as the list's parameters: {@code code}, {@code topic}, {@code source}, {@code
   *     from}, {@code to}, {@code limit}
   */
  public record Many(
      Map<String, String> filter,
      String by,
      Map<String, JsonNode> set,
      Map<String, String> headers) {

    /** The same of somebody. */
    Many as(String name) {
      return new Many(filter, name, set, headers);
    }
  }

  /** The same of somebody. */
  Replay as(String name) {
    return new Replay(name, set, headers, payload, again);
  }

  /**
   * Who asks.
   *
   * @throws io.breakwater.platform.http.ProblemException 400 if that is missing or too long
   */
  String requiredBy() {
    String name = by == null ? "" : by.strip();
    if (name.isEmpty() || name.length() > LONGEST_NAME || name.indexOf('\0') >= 0) {
      throw Problem.badRequest(
              "by is \"%s\"; name who sends it again, in at most %d characters."
                  .formatted(name, LONGEST_NAME))
          .asException();
    }
    return name;
  }

  Correction correction() {
    return new Correction(set, headers, payload);
  }
}
