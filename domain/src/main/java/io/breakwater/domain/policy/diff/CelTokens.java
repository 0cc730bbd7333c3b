package io.breakwater.domain.policy.diff;

import java.util.Locale;

/** A CEL expression without the spaces, line breaks and comments between its tokens. */
final class CelTokens {
  private final String source;
  private final StringBuilder tokens = new StringBuilder();
  private int at;

  private CelTokens(String source) {
    this.source = source;
  }

  static String of(String expression) {
    return new CelTokens(expression).all();
  }

  private String all() {
    while (at < source.length()) {
      char c = source.charAt(at);
      if (c == '"' || c == '\'') {
        text(c);
      } else if (Character.isWhitespace(c)) {
        at++;
        gap();
      } else if (source.startsWith("//", at)) {
        while (at < source.length() && source.charAt(at) != '\n') {
          at++;
        }
        gap();
      } else {
        tokens.append(c);
        at++;
      }
    }
    return tokens.toString();
  }

  /** Space separates only what would be one word without it. */
  private void gap() {
    boolean wordBefore = tokens.length() > 0 && isWord(tokens.charAt(tokens.length() - 1));
    if (wordBefore && at < source.length() && isWord(source.charAt(at))) {
      tokens.append(' ');
    }
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '"' || c == '\'';
  }

  /** A literal, to its closing quotes; only in raw ones does a backslash stand for itself. */
  private void text(char quote) {
    boolean raw = isRaw();
    String triple = String.valueOf(quote).repeat(3);
    String end = source.startsWith(triple, at) ? triple : String.valueOf(quote);
    int close = at + end.length();
    while (close < source.length() && !source.startsWith(end, close)) {
      close += !raw && source.charAt(close) == '\\' ? 2 : 1;
    }
    close = Math.min(source.length(), close + end.length());
    tokens.append(source, at, close);
    at = close;
  }

  /** True after a prefix such as {@code r} or {@code Br} that is not the end of a longer word. */
  private boolean isRaw() {
    int start = at;
    while (start > 0 && Character.isLetterOrDigit(source.charAt(start - 1))) {
      start--;
    }
    String prefix = source.substring(start, at).toLowerCase(Locale.ROOT);
    return prefix.equals("r") || prefix.equals("br") || prefix.equals("rb");
  }
}
