package io.breakwater.flink.json;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * Lets a domain record cross operators as the JSON it has on topics. Flink then needs neither Kryo
 * nor public setters. For the records of side streams; the hot path has a serializer of its own.
 *
 * @param <T> an immutable record
 */
public final class JsonTypeInformation<T> extends TypeInformation<T> {
  private static final long serialVersionUID = 1L;

  private final Class<T> type;

  private JsonTypeInformation(Class<T> type) {
    this.type = type;
  }

  /** The type information of {@code type}. */
  public static <T> TypeInformation<T> of(Class<T> type) {
    return new JsonTypeInformation<>(type);
  }

  @Override
  public TypeSerializer<T> createSerializer(SerializerConfig config) {
    return new JsonSerializer<>(type);
  }

  @Override
  public Class<T> getTypeClass() {
    return type;
  }

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public String toString() {
    return "Json<" + type.getSimpleName() + ">";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonTypeInformation<?> that && type == that.type;
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof JsonTypeInformation;
  }

  @Override
  public int hashCode() {
    return type.hashCode();
  }
}
