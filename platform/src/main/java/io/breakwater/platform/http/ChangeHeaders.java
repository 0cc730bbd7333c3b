package io.breakwater.platform.http;

import java.util.Optional;

/** What a request that changes something says in its headers. */
public final class ChangeHeaders {
  private ChangeHeaders() {}

  private static final int LONGEST_KEY = 128;

  /**
   * The version that the asker saw, from {@code If-Match} (RFC 9110, section 13.1.1); 0 for any.
   *
   * @param thing what the version is of, e.g. {@code item}
   * @throws ProblemException 400 if it is no ETag of ours
   */
  public static long version(Optional<String> ifMatch, String thing) {
    String tag = ifMatch.map(String::strip).orElse("*");
    if (tag.equals("*")) {
      return 0;
    }
    String text = tag.startsWith("W/") ? tag.substring(2) : tag;
    boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
    try {
      return Long.parseLong(quoted ? text.substring(1, text.length() - 1) : text);
    } catch (NumberFormatException e) {
      throw Problem.badRequest(
              "If-Match is %s; give the ETag of the %s that you read.".formatted(tag, thing))
          .asException();
    }
  }

  /**
   * A usable {@code Idempotency-Key}; null if there is none.
   *
   * @throws ProblemException 400 if it is empty or too long
   */
  public static String idempotencyKey(Optional<String> header) {
    String key = header.map(String::strip).orElse(null);
    if (key != null && (key.isEmpty() || key.length() > LONGEST_KEY)) {
      throw Problem.badRequest(
              "Idempotency-Key has %d characters; give 1 to %d."
                  .formatted(key.length(), LONGEST_KEY))
          .asException();
    }
    return key;
  }
}
