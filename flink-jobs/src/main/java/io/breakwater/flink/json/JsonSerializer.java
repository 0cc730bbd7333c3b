package io.breakwater.flink.json;

import io.breakwater.domain.json.Json;
import io.breakwater.flink.type.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes an immutable record as length and JSON. */
final class JsonSerializer<T> extends ImmutableSerializer<T> {
  private static final long serialVersionUID = 1L;

  private final Class<T> type;

  JsonSerializer(Class<T> type) {
    this.type = type;
  }

  @Override
  public void serialize(T value, DataOutputView out) throws IOException {
    byte[] json = Json.bytes(value);
    out.writeInt(json.length);
    out.write(json);
  }

  @Override
  public T deserialize(DataInputView in) throws IOException {
    byte[] json = new byte[in.readInt()];
    in.readFully(json);
    return Json.read(json, type);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonSerializer<?> that && type == that.type;
  }

  @Override
  public int hashCode() {
    return type.hashCode();
  }

  @Override
  public TypeSerializerSnapshot<T> snapshotConfiguration() {
    return new Snapshot<>(type);
  }

  /** Remembers the type; JSON itself copes with added and removed fields. */
  public static final class Snapshot<T> implements TypeSerializerSnapshot<T> {
    private Class<T> type;

    /** For Flink, which then calls {@link #readSnapshot}. */
    public Snapshot() {}

    Snapshot(Class<T> type) {
      this.type = type;
    }

    @Override
    public int getCurrentVersion() {
      return 1;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
      out.writeUTF(type.getName());
    }

    @Override
    @SuppressWarnings("unchecked")
    public void readSnapshot(int version, DataInputView in, ClassLoader loader) throws IOException {
      String name = in.readUTF();
      try {
        type = (Class<T>) Class.forName(name, false, loader);
      } catch (ClassNotFoundException e) {
        throw new IOException("the state holds records of " + name + ", which is gone", e);
      }
    }

    @Override
    public TypeSerializer<T> restoreSerializer() {
      return new JsonSerializer<>(type);
    }

    @Override
    public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
        TypeSerializerSnapshot<T> old) {
      return old instanceof Snapshot<T> that && that.type == type
          ? TypeSerializerSchemaCompatibility.compatibleAsIs()
          : TypeSerializerSchemaCompatibility.incompatible();
    }
  }
}
