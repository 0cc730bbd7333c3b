package io.breakwater.app.replay;

import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.json.Json;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/**
 * Puts events into event-time order without holding them in memory: their bytes wait in a temporary
 * file, and only an index of about 60 bytes an event is sorted in memory. At equal times the order
 * is that of the ranks (RAISED before RESOLVED), then that of adding, so it is always the same.
 */
public final class EventSpool implements AutoCloseable, Iterable<EventSpool.Spooled> {
  private static final Comparator<Entry> EVENT_TIME_ORDER =
      Comparator.comparing(Entry::occurredAt)
          .thenComparing(Entry::rank)
          .thenComparing(Entry::position);

  private final Path file;
  private final DataOutputStream out;
  private final List<Entry> entries = new ArrayList<>();
  private FileChannel channel;
  private long position;

  /** An event, ready to be sent; not compared. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Spooled(Instant occurredAt, byte[] key, byte[] value) {}

  private record Entry(Instant occurredAt, int rank, long position, int keySize, int valueSize) {}

  /** An empty one, with a file in the folder of temporary files. */
  public EventSpool() throws IOException {
    file = Files.createTempFile("breakwater-events", ".spool");
    out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
  }

  /** Takes an event, in any order. */
  void add(ExceptionEvent event) {
    add(
        event.occurredAt(),
        event.kind().ordinal(),
        event.key().getBytes(StandardCharsets.UTF_8),
        Json.bytes(event));
  }

  /**
   * Takes an event, in any order.
   *
   * @param rank orders events of the same time
   */
  public void add(Instant occurredAt, int rank, byte[] key, byte[] value) {
    try {
      out.write(key);
      out.write(value);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + file + ": " + e.getMessage(), e);
    }
    entries.add(new Entry(occurredAt, rank, position, key.length, value.length));
    position += key.length + value.length;
  }

  /** How many it holds. */
  public int size() {
    return entries.size();
  }

  /** Sorts; from now on it is only read. */
  public void sort() throws IOException {
    out.close();
    channel = FileChannel.open(file, StandardOpenOption.READ);
    Collections.sort(entries, EVENT_TIME_ORDER);
  }

  /** The events in event-time order. */
  @Override
  public Iterator<Spooled> iterator() {
    return entries.stream().map(this::load).iterator();
  }

  @Override
  public void close() throws IOException {
    out.close();
    if (channel != null) {
      channel.close();
    }
    Files.deleteIfExists(file);
  }

  private Spooled load(Entry entry) {
    try {
      return new Spooled(
          entry.occurredAt(),
          bytes(entry.position(), entry.keySize()),
          bytes(entry.position() + entry.keySize(), entry.valueSize()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private byte[] bytes(long from, int size) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(size);
    while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {
      // read until full
    }
    return buffer.array();
  }
}
