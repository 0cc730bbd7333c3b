package io.breakwater.platform.http;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Where a page ended: the sort key of its last row, opaque to clients. A page starts after it, so
 * rows that come or go meanwhile neither repeat nor hide others.
 */
public final class Cursor {
  private Cursor() {}

  /** Packs a sort key. */
  public static String of(String... key) {
    StringBuilder packed = new StringBuilder();
    for (String part : key) {
      packed.append(part.length()).append(':').append(part);
    }
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(packed.toString().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Unpacks a sort key of {@code size} parts.
   *
   * @throws ProblemException 400 if this is not a cursor that {@link #of} made
   */
  public static List<String> parse(String cursor, int size) {
    try {
      String packed = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      List<String> parts = new ArrayList<>();
      int at = 0;
      while (at < packed.length()) {
        int colon = packed.indexOf(':', at);
        int end = colon + 1 + Integer.parseInt(packed.substring(at, colon));
        parts.add(packed.substring(colon + 1, end));
        at = end;
      }
      if (parts.size() == size) {
        return parts;
      }
    } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
      // answered below: whatever is wrong with it, the remedy is the same
    }
    throw notOurs(cursor);
  }

  /**
   * A part of {@code cursor} that is an instant.
   *
   * @throws ProblemException 400 if it is none
   */
  public static Instant instant(String cursor, String part) {
    try {
      return Instant.parse(part);
    } catch (DateTimeParseException e) {
      throw notOurs(cursor);
    }
  }

  private static ProblemException notOurs(String cursor) {
    return Problem.badRequest(
            "cursor \""
                + cursor
                + "\" is not one this list gave out. Leave it away to start at the first page.")
        .asException();
  }
}
