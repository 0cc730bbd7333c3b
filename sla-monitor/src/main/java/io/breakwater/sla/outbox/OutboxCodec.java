package io.breakwater.sla.outbox;

import io.breakwater.domain.trace.TraceContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The records of one transaction as one value: a count, then each record's parts. */
public final class OutboxCodec {
  private OutboxCodec() {}

  /** Packs records in order. */
  public static byte[] pack(List<OutboxRecord> records) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(records.size());
      for (OutboxRecord record : records) {
        out.writeUTF(record.topic());
        out.writeUTF(record.key());
        out.writeUTF(record.trace().traceparent());
        out.writeInt(record.value().length);
        out.write(record.value());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Unpacks what {@link #pack} made.
   *
   * @throws UncheckedIOException if it is damaged
   */
  public static List<OutboxRecord> unpack(byte[] packed) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(packed))) {
      int count = in.readInt();
      List<OutboxRecord> records = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        String topic = in.readUTF();
        String key = in.readUTF();
        TraceContext trace =
            TraceContext.parse(in.readUTF())
                .orElseThrow(() -> new IOException("an outbox record without a traceparent"));
        records.add(new OutboxRecord(topic, key, trace, in.readNBytes(in.readInt())));
      }
      return records;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
