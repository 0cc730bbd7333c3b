package io.breakwater.domain.text;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** "Did you mean …?" */
public final class Suggestion {
  private Suggestion() {}

  /** The known word that {@code word} most likely was meant to be, if any is near enough. */
  public static Optional<String> nearest(String word, Collection<String> known) {
    int limit = Math.max(1, word.length() / 3);
    String best = null;
    int least = limit + 1;
    for (String candidate : known) {
      int distance = distance(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      if (distance < least) {
        least = distance;
        best = candidate;
      }
    }
    return Optional.ofNullable(best);
  }

  /** A remedy: the nearest known word, else all of them. */
  public static String remedy(String word, Collection<String> known) {
    return nearest(word, known)
        .map(near -> "Did you mean \"" + near + "\"?")
        .orElseGet(() -> known.isEmpty() ? "Remove it" : "Use one of: " + String.join(", ", known));
  }

  /** Edits (insert, delete, replace, swap neighbours) that turn {@code a} into {@code b}. */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int replace = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + replace);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
