package io.breakwater.flink.scoring;

import io.breakwater.flink.scoring.feature.Answer;
import io.breakwater.flink.scoring.feature.AnswerSerializer;
import io.breakwater.flink.type.ImmutableSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The events of one exception that wait for what features say, in the order in which they came, and
 * the answers so far, which may come before their event. Immutable.
 *
 * @param events that came
 * @param answers to any of them, and to events that did not come yet
 */
record WaitingEvents(List<FreshEvent> events, List<Answer> answers) {

  static final WaitingEvents NONE = new WaitingEvents(List.of(), List.of());

  boolean isEmpty() {
    return events.isEmpty() && answers.isEmpty();
  }

  WaitingEvents with(FreshEvent event) {
    return new WaitingEvents(plus(events, event), answers);
  }

  WaitingEvents with(Answer answer) {
    return new WaitingEvents(events, plus(answers, answer));
  }

  /**
   * An event whose answers are all there.
   *
   * @param rest what goes on waiting
   */
  record Ready(FreshEvent event, List<Answer> answers, WaitingEvents rest) {}

  /** The first event, if all of its answers are there; else null. */
  Ready ready() {
    if (events.isEmpty()) {
      return null;
    }
    FreshEvent first = events.get(0);
    long bits = first.bits();
    List<Answer> own = new ArrayList<>(first.awaited());
    List<Answer> others = new ArrayList<>();
    long groups = 0; // one answer of each: the same event may wait twice
    for (Answer answer : answers) {
      boolean takes = answer.event() == bits && (groups >>> answer.group() & 1) == 0;
      groups |= takes ? 1L << answer.group() : 0;
      (takes ? own : others).add(answer);
    }
    if (own.size() < first.awaited()) {
      return null;
    }
    WaitingEvents rest =
        events.size() == 1 && others.isEmpty()
            ? NONE
            : new WaitingEvents(List.copyOf(events.subList(1, events.size())), others);
    return new Ready(first, own, rest);
  }

  private static <T> List<T> plus(List<T> list, T more) {
    if (list.isEmpty()) {
      return List.of(more);
    }
    List<T> next = new ArrayList<>(list);
    next.add(more);
    return List.copyOf(next);
  }

  /** Writes what waits, with the number of the form of all that is in it. */
  static final class Serializer extends ImmutableSerializer<WaitingEvents> {
    private static final long serialVersionUID = 1L;

    private static final byte FORM = 1;

    @Override
    public void serialize(WaitingEvents waiting, DataOutputView out) throws IOException {
      out.writeByte(FORM);
      out.writeInt(waiting.events().size());
      for (FreshEvent event : waiting.events()) {
        FreshEventSerializer.INSTANCE.serialize(event, out);
      }
      out.writeInt(waiting.answers().size());
      for (Answer answer : waiting.answers()) {
        AnswerSerializer.INSTANCE.serialize(answer, out);
      }
    }

    @Override
    public WaitingEvents deserialize(DataInputView in) throws IOException {
      byte form = in.readByte();
      if (form != FORM) {
        throw new IOException("there are no waiting events of form " + form);
      }
      List<FreshEvent> events = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        events.add(FreshEventSerializer.INSTANCE.deserialize(in));
      }
      List<Answer> answers = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        answers.add(AnswerSerializer.INSTANCE.deserialize(in));
      }
      return new WaitingEvents(List.copyOf(events), List.copyOf(answers));
    }

    @Override
    public TypeSerializerSnapshot<WaitingEvents> snapshotConfiguration() {
      return new Snapshot();
    }
  }

  /** The form is in the bytes. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<WaitingEvents> {
    /** For Flink. */
    public Snapshot() {
      super(Serializer::new);
    }
  }
}
