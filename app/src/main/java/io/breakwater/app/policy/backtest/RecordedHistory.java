package io.breakwater.app.policy.backtest;

import io.breakwater.app.replay.EventSpool;
import io.breakwater.domain.json.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What is on record, in the order of time. It waits in a temporary file; in memory is an index of
 * about 60 bytes an event.
 */
public final class RecordedHistory implements AutoCloseable {
  private static final byte[] NO_KEY = {};

  private final EventSpool spool;
  private final int most;
  private final Set<String> undone = new HashSet<>();
  private Instant first;
  private Instant last;

  /**
   * An empty one.
   *
   * @param most it takes so many events and refuses more
   */
  public RecordedHistory(int most) throws IOException {
    this.spool = new EventSpool();
    this.most = most;
  }

  /**
   * Takes something, in any order.
   *
   * @throws TooMuch if it has so many already
   */
  public void add(Recorded recorded) {
    if (spool.size() >= most) {
      throw new TooMuch(most);
    }
    Instant at = recorded.at();
    first = first == null || at.isBefore(first) ? at : first;
    last = last == null || at.isAfter(last) ? at : last;
    spool.add(at, recorded.rank(), NO_KEY, Json.bytes(recorded));
  }

  /** Somebody took back what that event of an item's journal had done. */
  void undo(String workItemId, long sequence) {
    undone.add(workItemId + "#" + sequence);
  }

  /** How much it holds. */
  public int size() {
    return spool.size();
  }

  /** The time of the first thing on record; empty if there is none. */
  public Optional<Instant> first() {
    return Optional.ofNullable(first);
  }

  /** The time of the last thing on record; empty if there is none. */
  public Optional<Instant> last() {
    return Optional.ofNullable(last);
  }

  /** Reads all of it in the order of time; nothing may be added afterwards. */
  public void inOrder(Consumer<Recorded> sink) throws IOException {
    spool.sort();
    for (EventSpool.Spooled spooled : spool) {
      Recorded recorded = Json.read(spooled.value(), Recorded.class);
      if (!isUndone(recorded)) {
        sink.accept(recorded);
      }
    }
  }

  private boolean isUndone(Recorded recorded) {
    return recorded instanceof Recorded.Done done
        && undone.contains(done.workItemId() + "#" + done.sequence());
  }

  @Override
  public void close() throws IOException {
    spool.close();
  }
}
