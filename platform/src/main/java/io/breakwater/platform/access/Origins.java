package io.breakwater.platform.access;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpProtocols;
import akka.http.javadsl.model.HttpRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Where a request comes from, as far as browsers and proxies say it. */
final class Origins {
  private Origins() {}

  private static final Pattern LOOPBACK =
      Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d+)?", Pattern.CASE_INSENSITIVE);

  /** What proxies add; and many of them speak HTTP/1.0 to the server behind them. */
  private static final List<String> OF_PROXIES =
      List.of(
          "Forwarded",
          "Via",
          "X-Forwarded-For",
          "X-Forwarded-Host",
          "X-Forwarded-Proto",
          "X-Real-IP");

  private static final Set<String> OWN = Set.of("same-origin", "none");

  /** False if a browser says that a page of another origin sent it. */
  static boolean isOwn(HttpRequest request) {
    boolean fetched = header(request, "Sec-Fetch-Site").map(OWN::contains).orElse(true);
    return fetched && header(request, "Origin").map(o -> isOfHost(request, o)).orElse(true);
  }

  /** True if a browser says that a page of this server sent it. */
  static boolean isSurelyOwn(HttpRequest request) {
    return isOwn(request) && header(request, "Origin").isPresent();
  }

  private static boolean isOfHost(HttpRequest request, String origin) {
    int host = origin.indexOf("://");
    return host > 0
        && header(request, "Host").filter(origin.substring(host + 3)::equalsIgnoreCase).isPresent();
  }

  /**
   * True if it was sent to this machine by its own name and no proxy passed it on. A page that
   * resolves its own name to this machine (DNS rebinding) does not get that far.
   */
  static boolean isLocal(HttpRequest request) {
    boolean passedOn =
        request.protocol().equals(HttpProtocols.HTTP_1_0)
            || OF_PROXIES.stream().anyMatch(name -> header(request, name).isPresent());
    return !passedOn
        && header(request, "Host").filter(host -> LOOPBACK.matcher(host).matches()).isPresent();
  }

  private static Optional<String> header(HttpRequest request, String name) {
    return request.getHeader(name).map(HttpHeader::value);
  }
}
