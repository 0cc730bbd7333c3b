package io.breakwater.flink.scoring;

import io.breakwater.flink.type.ImmutableSerializer;
import io.breakwater.flink.type.SerializedType;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/**
 * An event as its bytes: whoever carries it on, keeps it while it waits or writes it into a
 * checkpoint copies one array instead of forty objects.
 */
final class PackedEvent {
  private static final int USUAL_BYTES = 1_024;

  private final long exceptionKey;
  private final byte[] bytes;

  private PackedEvent(long exceptionKey, byte[] bytes) {
    this.exceptionKey = exceptionKey;
    this.bytes = bytes;
  }

  static PackedEvent of(TracedEvent event) {
    DataOutputSerializer out = new DataOutputSerializer(USUAL_BYTES);
    try {
      TracedEventForm.write(event, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new PackedEvent(ExceptionKey.of(event.event()), out.getCopyOfBuffer());
  }

  /** Which exception it is about. */
  long exceptionKey() {
    return exceptionKey;
  }

  /** The event, made anew by each call. */
  TracedEvent unpack() {
    try {
      return TracedEventForm.read(new DataInputDeserializer(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stateless, as all of its kind. */
  static final class Serializer extends ImmutableSerializer<PackedEvent> {
    private static final long serialVersionUID = 1L;

    static final Serializer INSTANCE = new Serializer();

    static final TypeInformation<PackedEvent> TYPE = SerializedType.of(PackedEvent.class, INSTANCE);

    @Override
    public void serialize(PackedEvent event, DataOutputView out) throws IOException {
      out.writeLong(event.exceptionKey);
      out.writeInt(event.bytes.length);
      out.write(event.bytes);
    }

    @Override
    public PackedEvent deserialize(DataInputView in) throws IOException {
      long exceptionKey = in.readLong();
      byte[] bytes = new byte[in.readInt()];
      in.readFully(bytes);
      return new PackedEvent(exceptionKey, bytes);
    }

    @Override
    public TypeSerializerSnapshot<PackedEvent> snapshotConfiguration() {
      return new Snapshot();
    }
  }

  /** There is only one form of this serializer; state has a form of its own around it. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<PackedEvent> {
    /** For Flink. */
    public Snapshot() {
      super(() -> Serializer.INSTANCE);
    }
  }
}
