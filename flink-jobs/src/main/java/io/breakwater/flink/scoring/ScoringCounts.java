package io.breakwater.flink.scoring;

import io.breakwater.domain.event.JobCounts;
import java.util.Map;
import java.util.TreeMap;

/** The names of the job's counts; see {@link JobCounts}. */
final class ScoringCounts {
  private ScoringCounts() {}

  static final String EVENT = "event";
  static final String DUPLICATE = "duplicate";
  static final String SCORED = "scored";
  private static final String INVALID = "invalid";

  static String invalid(String code) {
    return INVALID + "." + code;
  }

  /** From what operators count (events, dead letters by code) to what readers expect. */
  static JobCounts complete(JobCounts counted) {
    Map<String, Long> counts = new TreeMap<>(counted.counts());
    long invalid =
        counts.entrySet().stream()
            .filter(count -> count.getKey().startsWith(INVALID + "."))
            .mapToLong(Map.Entry::getValue)
            .sum();
    Long events = counts.remove(EVENT);
    counts.put("received", (events == null ? 0 : events) + invalid);
    counts.put(INVALID, invalid);
    counts.putIfAbsent(DUPLICATE, 0L);
    counts.putIfAbsent(SCORED, 0L);
    return new JobCounts(counted.job(), counts);
  }
}
