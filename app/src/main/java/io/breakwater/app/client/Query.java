package io.breakwater.app.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The parameters of a request; what is null is left away. */
public final class Query {
  private final Map<String, String> parameters = new LinkedHashMap<>();

  /** Adds one. */
  public Query with(String name, Object value) {
    if (value != null) {
      parameters.put(name, value.toString());
    }
    return this;
  }

  /** They as a map, in the order in which they were added. */
  public Map<String, String> toMap() {
    return parameters;
  }

  /** {@code ?a=b&c=d}; empty without any. */
  @Override
  public String toString() {
    return parameters.isEmpty()
        ? ""
        : parameters.entrySet().stream()
            .map(p -> p.getKey() + "=" + encoded(p.getValue()))
            .collect(Collectors.joining("&", "?", ""));
  }

  /** A value as a part of a URL's path or query. */
  public static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
