package io.breakwater.benchmarks.scoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** Lets Kafka Streams use the forms in which the job writes the same values. */
final class StreamsSerdes {
  private StreamsSerdes() {}

  /** Writes a value. */
  interface Writer<T> {
    void write(T value, DataOutputSerializer out) throws IOException;
  }

  /** Reads what a {@link Writer} wrote. */
  interface Reader<T> {
    T read(DataInputDeserializer in) throws IOException;
  }

  static <T> Serde<T> of(Writer<T> writer, Reader<T> reader) {
    return Serdes.serdeFrom(
        (topic, value) -> {
          if (value == null) {
            return null;
          }
          DataOutputSerializer out = new DataOutputSerializer(512);
          try {
            writer.write(value, out);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return out.getCopyOfBuffer();
        },
        (topic, bytes) -> {
          try {
            return bytes == null ? null : reader.read(new DataInputDeserializer(bytes));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
