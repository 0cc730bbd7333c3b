package io.breakwater.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The console's static files and the headers they are served with. Whoever serves HTTP asks {@link
 * #find} for a path and adds {@link #headers} to the answer.
 */
public final class ConsoleFiles {
  private ConsoleFiles() {}

  private static final String ROOT = "/console/";

  /** Plain names only: no dot segments, nothing hidden, no escapes. */
  private static final Pattern SAFE = Pattern.compile("(?:[a-z0-9_-]+/)*[a-z0-9_-]+\\.([a-z]+)");

  private static final Map<String, String> CONTENT_TYPES =
      Map.of(
          "html", "text/html; charset=UTF-8",
          "js", "text/javascript; charset=UTF-8",
          "css", "text/css; charset=UTF-8",
          "svg", "image/svg+xml");

  /** One file as it goes over the wire. */
  public record File(String contentType, byte[] body) {}

  /**
   * The file at a path of the web server; empty if the console has none there.
   *
   * @param path with or without its leading slash; {@code /} is the page itself
   */
  public static Optional<File> find(String path) {
    String name = path.startsWith("/") ? path.substring(1) : path;
    String file = name.isEmpty() ? "index.html" : name;
    var safe = SAFE.matcher(file);
    if (!safe.matches() || !CONTENT_TYPES.containsKey(safe.group(1))) {
      return Optional.empty();
    }
    return read(file).map(body -> new File(CONTENT_TYPES.get(safe.group(1)), body));
  }

  /**
   * The headers of every answer: a content security policy that allows nothing but the console's
   * own files, and no framing, sniffing or referrer.
   */
  public static Map<String, String> headers() {
    return Map.of(
        "Content-Security-Policy", contentSecurityPolicy(),
        "X-Content-Type-Options", "nosniff",
        "Referrer-Policy", "no-referrer",
        "Cross-Origin-Opener-Policy", "same-origin",
        "Cache-Control", "no-cache");
  }

  /** The policy of {@code /console/csp.txt}, one directive a line there, on one line here. */
  static String contentSecurityPolicy() {
    byte[] text =
        read("csp.txt").orElseThrow(() -> new IllegalStateException("console/csp.txt is missing"));
    return new String(text, StandardCharsets.UTF_8).strip().replaceAll("\\R", " ");
  }

  private static Optional<byte[]> read(String file) {
    try (InputStream in = ConsoleFiles.class.getResourceAsStream(ROOT + file)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + ROOT + file, e);
    }
  }
}
