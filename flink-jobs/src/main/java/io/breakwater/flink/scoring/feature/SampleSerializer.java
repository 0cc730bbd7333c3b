package io.breakwater.flink.scoring.feature;

import io.breakwater.flink.type.ImmutableSerializer;
import io.breakwater.flink.type.SerializedType;
import io.breakwater.flink.type.Texts;
import io.breakwater.scoring.feature.GroupSpec;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes samples, on their way and while they wait. */
public final class SampleSerializer extends ImmutableSerializer<Sample> {
  private static final long serialVersionUID = 1L;

  static final SampleSerializer INSTANCE = new SampleSerializer();

  /** What side outputs and state use. */
  public static final TypeInformation<Sample> TYPE = SerializedType.of(Sample.class, INSTANCE);

  private static final byte FORM = 1;
  private static final int MOST_KNOWN = 1_000;

  /** Almost all samples of a job have one of a few specs: those are read once. */
  private static final Map<Long, GroupSpec> KNOWN = new ConcurrentHashMap<>();

  @Override
  public void serialize(Sample sample, DataOutputView out) throws IOException {
    out.writeByte(FORM);
    out.writeLong(sample.exceptionKey());
    out.writeLong(sample.event());
    out.writeLong(sample.time());
    out.writeByte(sample.group());
    Texts.write(sample.key(), out);
    out.writeLong(sample.spec().id());
    out.writeShort(sample.spec().bytes().length);
    out.write(sample.spec().bytes());
    out.writeBoolean(sample.inOrder());
    out.writeLong(sample.counts());
    out.writeByte(sample.values().length);
    for (long value : sample.values()) {
      out.writeLong(value);
    }
  }

  @Override
  public Sample deserialize(DataInputView in) throws IOException {
    byte form = in.readByte();
    if (form != FORM) {
      throw new IOException("there is no sample of form " + form);
    }
    return new Sample(
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readByte(),
        Texts.read(in),
        spec(in),
        in.readBoolean(),
        in.readLong(),
        values(in));
  }

  private static GroupSpec spec(DataInputView in) throws IOException {
    long id = in.readLong();
    int length = in.readUnsignedShort();
    GroupSpec known = KNOWN.get(id);
    if (known != null) {
      in.skipBytesToRead(length);
      return known;
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    GroupSpec read = GroupSpec.read(bytes);
    if (KNOWN.size() < MOST_KNOWN) {
      KNOWN.put(id, read);
    }
    return read;
  }

  private static long[] values(DataInputView in) throws IOException {
    long[] values = new long[in.readByte()];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readLong();
    }
    return values;
  }

  @Override
  public TypeSerializerSnapshot<Sample> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The form is in the bytes. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Sample> {
    /** For Flink. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
