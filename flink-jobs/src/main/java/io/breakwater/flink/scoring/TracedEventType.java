package io.breakwater.flink.scoring;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Tells Flink about {@link TracedEventSerializer}. */
final class TracedEventType extends TypeInformation<TracedEvent> {
  private static final long serialVersionUID = 1L;

  static final TypeInformation<TracedEvent> INFO = new TracedEventType();

  @Override
  public TypeSerializer<TracedEvent> createSerializer(SerializerConfig config) {
    return TracedEventSerializer.INSTANCE;
  }

  @Override
  public Class<TracedEvent> getTypeClass() {
    return TracedEvent.class;
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
    return "TracedEvent";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TracedEventType;
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof TracedEventType;
  }

  @Override
  public int hashCode() {
    return TracedEventType.class.hashCode();
  }
}
