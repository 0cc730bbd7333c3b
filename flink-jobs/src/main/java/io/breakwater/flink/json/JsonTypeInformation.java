package io.breakwater.flink.json;

import io.breakwater.flink.type.SerializedType;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * Lets a domain record cross operators as the JSON it has on topics. Flink then needs neither Kryo
 * nor public setters. For the records of side streams; the hot path has a serializer of its own.
 */
public final class JsonTypeInformation {
  private JsonTypeInformation() {}

  /** The type information of {@code type}, an immutable record. */
  public static <T> TypeInformation<T> of(Class<T> type) {
    return SerializedType.of(type, new JsonSerializer<>(type));
  }
}
