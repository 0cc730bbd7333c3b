package io.breakwater.domain.event;

import java.util.Collection;
import java.util.Map;

/** The headers that came with a raw event, as text; of a repeated header the last value counts. */
public interface RawHeaders {

  /** No headers. */
  RawHeaders NONE = of(Map.of());

  /** The value of a header, or null. Kafka header names are case-sensitive. */
  String value(String name);

  /** The names of all headers. */
  Collection<String> names();

  /** Headers from a map. */
  static RawHeaders of(Map<String, String> headers) {
    return new RawHeaders() {
      @Override
      public String value(String name) {
        return headers.get(name);
      }

      @Override
      public Collection<String> names() {
        return headers.keySet();
      }
    };
  }
}
