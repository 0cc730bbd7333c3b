package io.breakwater.flink.scoring.feature;

import io.breakwater.flink.type.ImmutableSerializer;
import io.breakwater.flink.type.SerializedType;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes answers, on their way and while they wait for the others of their event. */
public final class AnswerSerializer extends ImmutableSerializer<Answer> {
  private static final long serialVersionUID = 1L;

  /** Stateless, as all of its kind. */
  public static final AnswerSerializer INSTANCE = new AnswerSerializer();

  /** What operators use. */
  public static final TypeInformation<Answer> TYPE = SerializedType.of(Answer.class, INSTANCE);

  @Override
  public void serialize(Answer answer, DataOutputView out) throws IOException {
    out.writeLong(answer.exceptionKey());
    out.writeLong(answer.event());
    out.writeByte(answer.group());
    out.writeByte(answer.values().length);
    for (double value : answer.values()) {
      out.writeDouble(value);
    }
  }

  @Override
  public Answer deserialize(DataInputView in) throws IOException {
    return new Answer(in.readLong(), in.readLong(), in.readByte(), values(in));
  }

  private static double[] values(DataInputView in) throws IOException {
    double[] values = new double[in.readByte()];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readDouble();
    }
    return values;
  }

  @Override
  public TypeSerializerSnapshot<Answer> snapshotConfiguration() {
    return new Snapshot();
  }

  /** There is only one form of this serializer; state has a form of its own around it. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Answer> {
    /** For Flink. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
