package io.breakwater.scoring.correlation;

import io.breakwater.domain.incident.IncidentEvent;
import io.breakwater.domain.incident.IncidentEvent.Change;
import io.breakwater.scoring.correlation.Correlation.Arrival;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** One rule and key with its state in memory and its alarm clock. */
final class Replay implements Correlation.State {

  final List<IncidentEvent> said = new ArrayList<>();
  private final TreeMap<Long, Slice> slices = new TreeMap<>();
  private final TreeSet<Long> alarms = new TreeSet<>();
  private final Correlation correlation;
  private Sessions sessions = Sessions.NONE;
  private long now = Long.MIN_VALUE;

  Replay(RuleVersion version, Duration lateness) {
    this(v -> Optional.of(version), lateness);
  }

  Replay(Correlation.Versions versions, Duration lateness) {
    correlation = new Correlation(Rules.NAME, "key", versions, lateness, this);
  }

  Arrival add(Member member) {
    return correlation.add(member, now);
  }

  /** State and alarms come back, event time begins anew. */
  void restart() {
    now = Long.MIN_VALUE;
  }

  /** Event time goes to a point, in milliseconds. */
  void watermark(long millis) {
    now = Math.max(now, millis);
    while (!alarms.isEmpty() && alarms.first() <= now) {
      correlation.wake(alarms.pollFirst(), now).forEach(next -> said.add(next.event()));
    }
  }

  List<Change> changes() {
    return said.stream().map(IncidentEvent::change).toList();
  }

  /** The last record of each incident that was not merged, in the order of opening. */
  List<IncidentEvent> incidents() {
    Map<String, IncidentEvent> last = new LinkedHashMap<>();
    said.forEach(event -> last.put(event.incidentId(), event));
    return last.values().stream().filter(event -> event.change() != Change.MERGED).toList();
  }

  /** How many bytes of state there are. */
  int bytes() {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      StateCodec.write(sessions, out);
      for (Slice slice : slices.values()) {
        StateCodec.write(slice, out);
      }
      return bytes.size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Sessions sessions() {
    return sessions;
  }

  @Override
  public void sessions(Sessions next) {
    sessions = next == null ? Sessions.NONE : next;
  }

  @Override
  public Slice slice(long second) {
    return slices.get(second);
  }

  @Override
  public void slice(long second, Slice slice) {
    if (slice == null) {
      slices.remove(second);
    } else {
      slices.put(second, slice);
    }
  }

  @Override
  public SortedMap<Long, Slice> slices() {
    return new TreeMap<>(slices);
  }

  @Override
  public void wakeAt(long millis) {
    alarms.add(millis);
  }
}
