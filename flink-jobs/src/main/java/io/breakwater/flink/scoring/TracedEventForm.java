package io.breakwater.flink.scoring;

import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Origin;
import io.breakwater.domain.event.Severity;
import io.breakwater.domain.trace.TraceContext;
import io.breakwater.flink.type.Texts;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Map;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The bytes of a {@link PackedEvent}: field by field, several times as fast as reflection. Events
 * that wait are state, see {@link WaitingEvents}: whoever changes this form, or the order of the
 * constants of {@link Kind} or {@link Severity}, gives that one a new number.
 */
public final class TracedEventForm {
  private TracedEventForm() {}

  private static final Kind[] KINDS = Kind.values();
  private static final Severity[] SEVERITIES = Severity.values();

  /** Writes an event. */
  @SuppressWarnings("EnumOrdinal") // a test keeps the ordinals
  public static void write(TracedEvent traced, DataOutputView out) throws IOException {
    ExceptionEvent event = traced.event();
    Texts.write(event.exceptionId(), out);
    Texts.write(event.sourceId(), out);
    out.writeByte(event.kind().ordinal());
    Texts.write(event.type(), out);
    out.writeByte(event.severity().ordinal());
    writeInstant(event.occurredAt(), out);
    writeDecimal(event.amount(), out);
    Texts.write(event.currency(), out);
    Texts.write(event.deskHint(), out);
    out.writeInt(event.attributes().size());
    for (Map.Entry<String, String> attribute : event.attributes().entrySet()) {
      Texts.write(attribute.getKey(), out);
      Texts.write(attribute.getValue(), out);
    }
    Texts.write(traced.trace().traceId(), out);
    Texts.write(traced.trace().spanId(), out);
    out.writeBoolean(traced.trace().unsampled());
    Texts.write(traced.origin().topic(), out);
    out.writeInt(traced.origin().partition());
    out.writeLong(traced.origin().offset());
    writeInstant(traced.origin().ingestedAt(), out);
  }

  /** Reads what {@link #write} wrote. */
  public static TracedEvent read(DataInputView in) throws IOException {
    ExceptionEvent event =
        new ExceptionEvent(
            Texts.read(in),
            Texts.read(in),
            KINDS[in.readByte()],
            Texts.read(in),
            SEVERITIES[in.readByte()],
            readInstant(in),
            readDecimal(in),
            Texts.read(in),
            Texts.read(in),
            readAttributes(in));
    TraceContext trace = new TraceContext(Texts.read(in), Texts.read(in), in.readBoolean());
    Origin origin = new Origin(Texts.read(in), in.readInt(), in.readLong(), readInstant(in));
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
      entries[i] = Map.entry(Texts.read(in), Texts.read(in));
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
}
