package io.breakwater.routing.item;

import akka.serialization.SerializerWithStringManifest;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.breakwater.domain.work.WorkItemEvent;
import java.io.IOException;
import java.io.NotSerializableException;

/**
 * Work item events in the journal: CBOR with the field names of the topics. The manifest is a
 * version, not a class name, so that classes can move; the event's type name is in the payload.
 */
public final class WorkItemEventSerializer extends SerializerWithStringManifest {

  /** What this version writes. Reading must go on for every manifest that was ever written. */
  static final String V1 = "work-item-event:1";

  private static final int ID = 7_391_001;

  private static final CBORMapper MAPPER =
      CBORMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(new Jdk8Module())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();
  private static final ObjectWriter WRITER = MAPPER.writerFor(WorkItemEvent.class);
  private static final ObjectReader READER = MAPPER.readerFor(WorkItemEvent.class);

  @Override
  public int identifier() {
    return ID;
  }

  @Override
  public String manifest(Object event) {
    return V1;
  }

  @Override
  public byte[] toBinary(Object event) {
    try {
      return WRITER.writeValueAsBytes(event);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot write " + event.getClass() + " as CBOR", e);
    }
  }

  @Override
  public WorkItemEvent fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
    return read(bytes, manifest);
  }

  /**
   * Reads an event as the journal has it.
   *
   * @throws NotSerializableException if the manifest is unknown or the bytes do not fit it
   */
  public static WorkItemEvent read(byte[] bytes, String manifest) throws NotSerializableException {
    if (!manifest.equals(V1)) {
      throw new NotSerializableException(
          "the journal holds a work item event of form \""
              + manifest
              + "\"; this version reads "
              + V1
              + ". Run the version that wrote it, or a newer one.");
    }
    try {
      return READER.readValue(bytes);
    } catch (IOException e) {
      NotSerializableException unreadable =
          new NotSerializableException("a work item event is not readable: " + e.getMessage());
      unreadable.initCause(e);
      throw unreadable;
    }
  }
}
