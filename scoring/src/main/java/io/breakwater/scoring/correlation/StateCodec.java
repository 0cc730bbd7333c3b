package io.breakwater.scoring.correlation;

import io.breakwater.domain.event.Priority;
import io.breakwater.domain.event.Severity;
import io.breakwater.domain.incident.IncidentMember;
import io.breakwater.scoring.correlation.ValueCounts.Counted;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Slices and sessions as bytes, for a job's state. Every value begins with the number of its form,
 * so that a later form can still read this one.
 */
public final class StateCodec {
  private StateCodec() {}

  private static final byte FORM = 1;

  /** Writes a slice. */
  public static void write(Slice slice, DataOutput out) throws IOException {
    out.writeByte(FORM);
    slice(slice, out);
  }

  /** Reads a slice. */
  public static Slice readSlice(DataInput in) throws IOException {
    form(in);
    return slice(in);
  }

  /** Writes sessions. */
  public static void write(Sessions sessions, DataOutput out) throws IOException {
    out.writeByte(FORM);
    out.writeInt(sessions.list().size());
    for (Session session : sessions.list()) {
      session(session, out);
    }
    members(sessions.late(), out);
    out.writeLong(sessions.lateAt());
    out.writeBoolean(sessions.unsettled());
    out.writeLong(sessions.through());
    out.writeLong(sessions.forgotten());
    out.writeLong(sessions.timer());
  }

  /** Reads sessions. */
  public static Sessions readSessions(DataInput in) throws IOException {
    form(in);
    int size = in.readInt();
    List<Session> list = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      list.add(session(in));
    }
    return new Sessions(
        List.copyOf(list),
        members(in),
        in.readLong(),
        in.readBoolean(),
        in.readLong(),
        in.readLong(),
        in.readLong());
  }

  private static void form(DataInput in) throws IOException {
    byte form = in.readByte();
    if (form != FORM) {
      throw new IOException("the state has form " + form + ", this version knows " + FORM);
    }
  }

  private static void session(Session session, DataOutput out) throws IOException {
    out.writeLong(session.fromSecond());
    out.writeLong(session.toSecond());
    out.writeInt(session.slices());
    out.writeUTF(session.policyVersion());
    slice(session.members(), out);
    members(session.untold(), out);
    out.writeBoolean(session.told() != null);
    if (session.told() != null) {
      out.writeUTF(session.told().incidentId());
      out.writeLong(session.told().firstAt());
      out.writeLong(session.told().at());
      out.writeLong(session.told().count());
      out.writeByte(session.told().highest().ordinal());
    }
    out.writeBoolean(session.over());
  }

  private static Session session(DataInput in) throws IOException {
    return new Session(
        in.readLong(),
        in.readLong(),
        in.readInt(),
        in.readUTF(),
        slice(in),
        members(in),
        in.readBoolean()
            ? new Session.Told(
                in.readUTF(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                Priority.values()[in.readByte()])
            : null,
        in.readBoolean());
  }

  private static void slice(Slice slice, DataOutput out) throws IOException {
    Slice.Head head = slice.head();
    out.writeLong(head.at());
    out.writeUTF(head.eventId());
    out.writeUTF(head.type());
    out.writeByte(head.severity().ordinal());
    out.writeUTF(head.traceId());
    out.writeUTF(head.policyVersion());
    text(head.parentKey(), out);
    out.writeLong(slice.lastAt());
    out.writeLong(slice.count());
    out.writeLong(slice.scoreSum());
    out.writeByte(slice.scoreMax());
    members(slice.members(), out);
    values(slice.matching(), out);
    out.writeByte(slice.attributes().size());
    for (Map.Entry<String, ValueCounts> attribute : slice.attributes().entrySet()) {
      out.writeUTF(attribute.getKey());
      values(attribute.getValue(), out);
    }
    out.writeShort(slice.ids().sorted().length);
    for (long id : slice.ids().sorted()) {
      out.writeLong(id);
    }
  }

  private static Slice slice(DataInput in) throws IOException {
    return new Slice(
        head(in),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readByte(),
        members(in),
        values(in),
        attributes(in),
        ids(in));
  }

  private static Slice.Head head(DataInput in) throws IOException {
    return new Slice.Head(
        in.readLong(),
        in.readUTF(),
        in.readUTF(),
        Severity.values()[in.readByte()],
        in.readUTF(),
        in.readUTF(),
        text(in));
  }

  private static Map<String, ValueCounts> attributes(DataInput in) throws IOException {
    int size = in.readByte();
    Map<String, ValueCounts> attributes = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      attributes.put(in.readUTF(), values(in));
    }
    return Collections.unmodifiableMap(attributes);
  }

  private static EventIds ids(DataInput in) throws IOException {
    long[] sorted = new long[in.readShort()];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = in.readLong();
    }
    return new EventIds(sorted);
  }

  private static void members(FirstMembers members, DataOutput out) throws IOException {
    out.writeShort(members.list().size());
    for (Listed listed : members.list()) {
      out.writeLong(listed.at());
      out.writeUTF(listed.member().sourceId());
      out.writeUTF(listed.member().exceptionId());
      out.writeUTF(listed.member().eventId());
    }
  }

  private static FirstMembers members(DataInput in) throws IOException {
    int size = in.readShort();
    List<Listed> list = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      list.add(
          new Listed(in.readLong(), new IncidentMember(in.readUTF(), in.readUTF(), in.readUTF())));
    }
    return new FirstMembers(list);
  }

  private static void values(ValueCounts values, DataOutput out) throws IOException {
    out.writeByte(values.list().size());
    for (Counted value : values.list()) {
      out.writeLong(value.hash());
      out.writeUTF(value.value());
      out.writeLong(value.count());
    }
    out.writeBoolean(values.beyond());
  }

  private static ValueCounts values(DataInput in) throws IOException {
    int size = in.readByte();
    List<Counted> list = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      list.add(new Counted(in.readLong(), in.readUTF(), in.readLong()));
    }
    return new ValueCounts(list, in.readBoolean());
  }

  private static void text(String text, DataOutput out) throws IOException {
    out.writeBoolean(text != null);
    if (text != null) {
      out.writeUTF(text);
    }
  }

  private static String text(DataInput in) throws IOException {
    return in.readBoolean() ? in.readUTF() : null;
  }
}
