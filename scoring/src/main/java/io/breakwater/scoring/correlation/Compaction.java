package io.breakwater.scoring.correlation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Keeps the slices of one rule and key few: those of a session are joined to coarser ones. The
 * sessions stay as they are; only if late members move the place where {@code max_duration} cuts a
 * session does the cut then fall between coarser slices.
 */
final class Compaction {
  private Compaction() {}

  /** With more slices, they are joined. */
  static final int MOST_SLICES = 512;

  /** So many of the coarser slices cover all the time for which slices are kept. */
  private static final int PARTS = 256;

  private static final int MILLIS = 1_000;

  static Sessions of(
      Sessions sessions, Correlation.State state, Correlator.Versions versions, long lateness) {
    SortedMap<Long, Slice> slices = state.slices();
    List<Session> after = new ArrayList<>();
    for (Session session : sessions.list()) {
      RuleVersion version = versions.version(session.policyVersion());
      long kept = version.rule().maxDuration().toSeconds() + lateness / MILLIS;
      SortedMap<Long, Slice> own = slices.subMap(session.fromSecond(), session.toSecond() + 1);
      after.add(compacted(session, own, Math.max(1, (kept + PARTS - 1) / PARTS), state));
    }
    return sessions.with(after);
  }

  /** Joins the slices that begin in the same part of time, {@code width} seconds wide. */
  private static Session compacted(
      Session session, SortedMap<Long, Slice> own, long width, Correlation.State state) {
    Map<Long, Long> firstOfPart = new TreeMap<>();
    Map<Long, Slice> joined = new TreeMap<>();
    for (Map.Entry<Long, Slice> next : own.entrySet()) {
      long part = Math.floorDiv(next.getKey(), width);
      Long first = firstOfPart.putIfAbsent(part, next.getKey());
      if (first != null) {
        joined.merge(first, next.getValue(), Slice::plus);
        state.slice(next.getKey(), null);
      } else {
        joined.put(next.getKey(), next.getValue());
      }
    }
    joined.forEach(state::slice);
    return session.withSlices(joined.size());
  }
}
