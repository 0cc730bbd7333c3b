package io.breakwater.routing.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Work that was routed and that the counted tables do not have yet. What never arrives (it was
 * there before, or another node's outbox tells of it) is forgotten after a few seconds.
 */
final class OnTheWay {

  private static final Duration LONGEST = Duration.ofSeconds(5);

  private record Work(String desk, int weight, Instant since) {}

  /** What a reading of the tables that begins now will have counted. */
  record Mark(List<String> workItemIds) {}

  private final Map<String, Work> work = new ConcurrentHashMap<>();
  private final Map<String, Boolean> arrived = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> loads = new ConcurrentHashMap<>();

  void add(String workItemId, String desk, int weight, Instant now) {
    if (work.putIfAbsent(workItemId, new Work(desk, weight, now)) == null) {
      loads.computeIfAbsent(desk, d -> new AtomicInteger()).addAndGet(weight);
    }
  }

  /** The tables have it: the next reading counts it. */
  void arrived(String workItemId) {
    if (work.containsKey(workItemId)) {
      arrived.put(workItemId, true);
    }
  }

  int load(String desk) {
    AtomicInteger load = loads.get(desk);
    return load == null ? 0 : load.get();
  }

  Mark mark(Instant now) {
    work.forEach(
        (id, w) -> {
          if (w.since().plus(LONGEST).isBefore(now)) {
            arrived.put(id, true);
          }
        });
    return new Mark(List.copyOf(arrived.keySet()));
  }

  void forget(Mark mark) {
    for (String id : mark.workItemIds()) {
      arrived.remove(id);
      Work gone = work.remove(id);
      if (gone != null) {
        loads.get(gone.desk()).addAndGet(-gone.weight());
      }
    }
  }
}
