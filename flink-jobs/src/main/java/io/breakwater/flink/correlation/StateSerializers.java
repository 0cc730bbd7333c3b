package io.breakwater.flink.correlation;

import io.breakwater.flink.type.ImmutableSerializer;
import io.breakwater.scoring.correlation.Sessions;
import io.breakwater.scoring.correlation.Slice;
import io.breakwater.scoring.correlation.StateCodec;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How the job's state is stored: as {@link StateCodec} writes it. */
final class StateSerializers {
  private StateSerializers() {}

  /** Of {@link Slice}. */
  static final class OfSlice extends ImmutableSerializer<Slice> {
    private static final long serialVersionUID = 1L;
    static final OfSlice INSTANCE = new OfSlice();

    @Override
    public void serialize(Slice slice, DataOutputView out) throws IOException {
      StateCodec.write(slice, out);
    }

    @Override
    public Slice deserialize(DataInputView in) throws IOException {
      return StateCodec.readSlice(in);
    }

    @Override
    public TypeSerializerSnapshot<Slice> snapshotConfiguration() {
      return new SliceSnapshot();
    }
  }

  /** Of {@link Sessions}. */
  static final class OfSessions extends ImmutableSerializer<Sessions> {
    private static final long serialVersionUID = 1L;
    static final OfSessions INSTANCE = new OfSessions();

    @Override
    public void serialize(Sessions sessions, DataOutputView out) throws IOException {
      StateCodec.write(sessions, out);
    }

    @Override
    public Sessions deserialize(DataInputView in) throws IOException {
      return StateCodec.readSessions(in);
    }

    @Override
    public TypeSerializerSnapshot<Sessions> snapshotConfiguration() {
      return new SessionsSnapshot();
    }
  }

  /** The form is in the value itself. */
  public static final class SliceSnapshot extends SimpleTypeSerializerSnapshot<Slice> {
    /** For Flink. */
    public SliceSnapshot() {
      super(() -> (TypeSerializer<Slice>) OfSlice.INSTANCE);
    }
  }

  /** The form is in the value itself. */
  public static final class SessionsSnapshot extends SimpleTypeSerializerSnapshot<Sessions> {
    /** For Flink. */
    public SessionsSnapshot() {
      super(() -> (TypeSerializer<Sessions>) OfSessions.INSTANCE);
    }
  }
}
