package io.breakwater.flink.scoring;

import io.breakwater.flink.policy.PolicyVersion;
import io.breakwater.flink.type.ImmutableSerializer;
import io.breakwater.flink.type.SerializedType;
import io.breakwater.flink.type.Texts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes fresh events, on their way and, as part of {@link WaitingEvents}, while they wait. */
public final class FreshEventSerializer extends ImmutableSerializer<FreshEvent> {
  private static final long serialVersionUID = 1L;

  static final FreshEventSerializer INSTANCE = new FreshEventSerializer();

  static final TypeInformation<FreshEvent> TYPE = SerializedType.of(FreshEvent.class, INSTANCE);

  @Override
  public void serialize(FreshEvent fresh, DataOutputView out) throws IOException {
    Texts.write(fresh.eventId(), out);
    PackedEvent.Serializer.INSTANCE.serialize(fresh.event(), out);
    out.writeBoolean(fresh.late());
    out.writeLong(fresh.policy());
    out.writeByte(fresh.awaited());
    out.writeInt(fresh.versions().size());
    for (PolicyVersion version : fresh.versions()) {
      out.writeLong(version.offset());
      Texts.write(version.yaml(), out);
    }
  }

  @Override
  public FreshEvent deserialize(DataInputView in) throws IOException {
    return new FreshEvent(
        Texts.read(in),
        PackedEvent.Serializer.INSTANCE.deserialize(in),
        in.readBoolean(),
        in.readLong(),
        in.readByte(),
        versions(in));
  }

  private static List<PolicyVersion> versions(DataInputView in) throws IOException {
    int size = in.readInt();
    if (size == 0) {
      return List.of();
    }
    List<PolicyVersion> versions = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      versions.add(new PolicyVersion(in.readLong(), Texts.read(in)));
    }
    return versions;
  }

  @Override
  public TypeSerializerSnapshot<FreshEvent> snapshotConfiguration() {
    return new Snapshot();
  }

  /** There is only one form of this serializer; state has a form of its own around it. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<FreshEvent> {
    /** For Flink. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
