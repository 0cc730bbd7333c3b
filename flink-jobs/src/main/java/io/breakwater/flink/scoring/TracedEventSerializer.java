package io.breakwater.flink.scoring;

import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Origin;
import io.breakwater.domain.event.Severity;
import io.breakwater.domain.trace.TraceContext;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Map;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/**
 * Carries events from the sources to the keyed operators: field by field, several times as fast as
 * reflection. Never used for state, so its format may change with every release.
 */
public final class TracedEventSerializer extends TypeSerializerSingleton<TracedEvent> {
  private static final long serialVersionUID = 1L;

  static final TracedEventSerializer INSTANCE = new TracedEventSerializer();

  private static final Kind[] KINDS = Kind.values();
  private static final Severity[] SEVERITIES = Severity.values();

  @Override
  @SuppressWarnings("EnumOrdinal") // both ends are the same release
  public void serialize(TracedEvent traced, DataOutputView out) throws IOException {
    ExceptionEvent event = traced.event();
    StringValue.writeString(event.exceptionId(), out);
    StringValue.writeString(event.sourceId(), out);
    out.writeByte(event.kind().ordinal());
    StringValue.writeString(event.type(), out);
    out.writeByte(event.severity().ordinal());
    writeInstant(event.occurredAt(), out);
    writeDecimal(event.amount(), out);
    StringValue.writeString(event.currency(), out);
    StringValue.writeString(event.deskHint(), out);
    out.writeInt(event.attributes().size());
    for (Map.Entry<String, String> attribute : event.attributes().entrySet()) {
      StringValue.writeString(attribute.getKey(), out);
      StringValue.writeString(attribute.getValue(), out);
    }
    StringValue.writeString(traced.trace().traceId(), out);
    StringValue.writeString(traced.trace().spanId(), out);
    StringValue.writeString(traced.origin().topic(), out);
    out.writeInt(traced.origin().partition());
    out.writeLong(traced.origin().offset());
    writeInstant(traced.origin().ingestedAt(), out);
  }

  @Override
  public TracedEvent deserialize(DataInputView in) throws IOException {
    ExceptionEvent event =
        new ExceptionEvent(
            StringValue.readString(in),
            StringValue.readString(in),
            KINDS[in.readByte()],
            StringValue.readString(in),
            SEVERITIES[in.readByte()],
            readInstant(in),
            readDecimal(in),
            StringValue.readString(in),
            StringValue.readString(in),
            readAttributes(in));
    TraceContext trace = new TraceContext(StringValue.readString(in), StringValue.readString(in));
    Origin origin =
        new Origin(StringValue.readString(in), in.readInt(), in.readLong(), readInstant(in));
    return new TracedEvent(event, trace, origin);
  }

  private static Map<String, String> readAttributes(DataInputView in) throws IOException {
    int size = in.readInt();
    if (size == 0) {
      return Map.of();
    }
    @SuppressWarnings({"unchecked", "rawtypes"})
    Map.Entry<String, String>[] entries = new Map.Entry[size];
    for (int i = 0; i < size; i++) {
      entries[i] = Map.entry(StringValue.readString(in), StringValue.readString(in));
    }
    return Map.ofEntries(entries);
  }

  private static void writeInstant(Instant instant, DataOutputView out) throws IOException {
    out.writeLong(instant.getEpochSecond());
    out.writeInt(instant.getNano());
  }

  private static Instant readInstant(DataInputView in) throws IOException {
    return Instant.ofEpochSecond(in.readLong(), in.readInt());
  }

  private static void writeDecimal(BigDecimal decimal, DataOutputView out) throws IOException {
    if (decimal == null) {
      out.writeByte(0);
      return;
    }
    byte[] unscaled = decimal.unscaledValue().toByteArray();
    out.writeByte(unscaled.length);
    out.write(unscaled);
    out.writeInt(decimal.scale());
  }

  private static BigDecimal readDecimal(DataInputView in) throws IOException {
    int length = in.readByte();
    if (length == 0) {
      return null;
    }
    byte[] unscaled = new byte[length];
    in.readFully(unscaled);
    return new BigDecimal(new BigInteger(unscaled), in.readInt());
  }

  @Override
  public TracedEvent deserialize(TracedEvent reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  @Override
  public void copy(DataInputView in, DataOutputView out) throws IOException {
    serialize(deserialize(in), out);
  }

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public TracedEvent createInstance() {
    return null; // there is no empty event, and nobody reuses instances of immutable types
  }

  @Override
  public TracedEvent copy(TracedEvent from) {
    return from;
  }

  @Override
  public TracedEvent copy(TracedEvent from, TracedEvent reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public TypeSerializerSnapshot<TracedEvent> snapshotConfiguration() {
    return new Snapshot();
  }

  /** There is only one form of this serializer. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<TracedEvent> {
    /** For Flink. */
    public Snapshot() {
      super(() -> (TypeSerializer<TracedEvent>) INSTANCE);
    }
  }
}
