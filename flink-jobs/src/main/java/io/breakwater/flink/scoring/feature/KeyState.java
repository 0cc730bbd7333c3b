package io.breakwater.flink.scoring.feature;

import io.breakwater.flink.type.MutableSerializer;
import io.breakwater.scoring.feature.Windows;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The windows of one key and when somebody looks whether they still matter. Mutable. */
final class KeyState {

  static final long NEVER = Long.MAX_VALUE;

  final Windows windows;

  /** The timer that is set for that, in epoch milliseconds, or {@link #NEVER}. */
  long timer = NEVER;

  KeyState() {
    this(new Windows());
  }

  private KeyState(Windows windows) {
    this.windows = windows;
  }

  private KeyState copy() {
    KeyState copy = new KeyState(windows.copy());
    copy.timer = timer;
    return copy;
  }

  /** Writes it in the compact form of {@link Windows}. */
  static final class Serializer extends MutableSerializer<KeyState> {
    private static final long serialVersionUID = 1L;

    private static final byte FORM = 1;

    @Override
    public void serialize(KeyState state, DataOutputView out) throws IOException {
      out.writeByte(FORM);
      out.writeLong(state.timer);
      state.windows.write(out);
    }

    @Override
    public KeyState deserialize(DataInputView in) throws IOException {
      byte form = in.readByte();
      if (form != FORM) {
        throw new IOException("there is no feature state of form " + form);
      }
      long timer = in.readLong();
      KeyState state = new KeyState(Windows.read(in));
      state.timer = timer;
      return state;
    }

    @Override
    public KeyState copy(KeyState from) {
      return from.copy();
    }

    @Override
    public TypeSerializerSnapshot<KeyState> snapshotConfiguration() {
      return new Snapshot();
    }
  }

  /** The form is in the bytes. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<KeyState> {
    /** For Flink. */
    public Snapshot() {
      super(Serializer::new);
    }
  }
}
