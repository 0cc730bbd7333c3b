package io.breakwater.flink.scoring;

import io.breakwater.flink.type.MutableSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The events of one shard that the job remembers, as 64 bits of the event id and when each is
 * forgotten: a table with open addressing. An entry of its own in Flink's state, with its timer,
 * would take ten times the memory, and is what a checkpoint spends its time on. Mutable.
 *
 * <p>Two of a thousand million events share a shard and these bits, and one of them is dropped by
 * mistake, with a probability of one in a million.
 */
final class SeenEvents {

  static final long NEVER = Long.MAX_VALUE;

  /**
   * More than that in one shard, and half of them are forgotten: the work items still know them.
   */
  static final int MOST = 1 << 16;

  private static final int FEWEST_PLACES = 8;
  private static final long EMPTY = 0;

  /** The timer that is set for this shard, in epoch milliseconds, or {@link #NEVER}. */
  long timer = NEVER;

  private long[] bits;
  private long[] expiries; // in epoch milliseconds
  private int size;

  SeenEvents() {
    this(FEWEST_PLACES);
  }

  private SeenEvents(int places) {
    bits = new long[places];
    expiries = new long[places];
  }

  /** What stands for an event within its shard. */
  static long bits(String eventId) {
    long bits = Long.parseUnsignedLong(eventId, 0, 16, 16);
    return bits == EMPTY ? 1 : bits;
  }

  boolean isEmpty() {
    return size == 0;
  }

  boolean contains(long event) {
    return bits[place(event)] == event;
  }

  /** Remembers an event that is not remembered yet. */
  void add(long event, long expiry) {
    if (size == MOST) {
      forget(middleExpiry());
    }
    if (4 * (size + 1) > 3 * bits.length) {
      become(copyOf(Long.MIN_VALUE, 2 * bits.length));
    }
    int place = place(event);
    bits[place] = event;
    expiries[place] = expiry;
    size++;
  }

  /** Forgets what expires at an instant, in epoch milliseconds, or earlier. */
  void forget(long now) {
    int left = 0;
    for (int i = 0; i < bits.length; i++) {
      left += bits[i] != EMPTY && expiries[i] > now ? 1 : 0;
    }
    int places = FEWEST_PLACES;
    while (4 * left > 3 * places) {
      places *= 2;
    }
    become(copyOf(now, places));
  }

  /** When the first of them expires; {@link #NEVER} if there is none. */
  long firstExpiry() {
    long first = NEVER;
    for (int i = 0; i < bits.length; i++) {
      if (bits[i] != EMPTY) {
        first = Math.min(first, expiries[i]);
      }
    }
    return first;
  }

  private long middleExpiry() {
    long first = firstExpiry();
    long last = first;
    for (int i = 0; i < bits.length; i++) {
      if (bits[i] != EMPTY) {
        last = Math.max(last, expiries[i]);
      }
    }
    return first + (last - first) / 2;
  }

  /** Where it is, or would be. The bits are those of a hash: they need no other. */
  private int place(long event) {
    int mask = bits.length - 1;
    int place = (int) event & mask;
    while (bits[place] != EMPTY && bits[place] != event) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private SeenEvents copyOf(long after, int places) {
    SeenEvents copy = new SeenEvents(places);
    for (int i = 0; i < bits.length; i++) {
      if (bits[i] != EMPTY && expiries[i] > after) {
        int place = copy.place(bits[i]);
        copy.bits[place] = bits[i];
        copy.expiries[place] = expiries[i];
        copy.size++;
      }
    }
    return copy;
  }

  private void become(SeenEvents other) {
    bits = other.bits;
    expiries = other.expiries;
    size = other.size;
  }

  private SeenEvents copy() {
    SeenEvents copy = new SeenEvents(0);
    copy.bits = bits.clone();
    copy.expiries = expiries.clone();
    copy.size = size;
    copy.timer = timer;
    return copy;
  }

  /** Writes what is remembered, and no empty places. */
  static final class Serializer extends MutableSerializer<SeenEvents> {
    private static final long serialVersionUID = 1L;

    private static final byte FORM = 1;

    @Override
    public void serialize(SeenEvents seen, DataOutputView out) throws IOException {
      out.writeByte(FORM);
      out.writeLong(seen.timer);
      out.writeInt(seen.size);
      for (int i = 0; i < seen.bits.length; i++) {
        if (seen.bits[i] != EMPTY) {
          out.writeLong(seen.bits[i]);
          out.writeLong(seen.expiries[i]);
        }
      }
    }

    @Override
    public SeenEvents deserialize(DataInputView in) throws IOException {
      byte form = in.readByte();
      if (form != FORM) {
        throw new IOException("there are no seen events of form " + form);
      }
      SeenEvents seen = new SeenEvents();
      seen.timer = in.readLong();
      for (int left = in.readInt(); left > 0; left--) {
        seen.add(in.readLong(), in.readLong());
      }
      return seen;
    }

    @Override
    public SeenEvents copy(SeenEvents from) {
      return from.copy();
    }

    @Override
    public TypeSerializerSnapshot<SeenEvents> snapshotConfiguration() {
      return new Snapshot();
    }
  }

  /** The form is in the bytes. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<SeenEvents> {
    /** For Flink. */
    public Snapshot() {
      super(Serializer::new);
    }
  }
}
