package io.breakwater.flink.correlation;

import io.breakwater.domain.event.JobCounts;
import io.breakwater.domain.incident.IncidentEvent;
import io.breakwater.domain.incident.IncidentEvent.Change;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The names of the job's counts; see {@link JobCounts}. */
final class CorrelationCounts {
  private CorrelationCounts() {}

  static final String RECEIVED = "received";
  static final String INVALID = "invalid";
  static final String MEMBERS = "members";
  static final String DUPLICATE = "duplicate";
  static final String LATE = "late";
  private static final String FAILED = "failed";

  static String failed(String rule) {
    return FAILED + "." + rule;
  }

  /** {@code opened}, {@code grew} and so on. */
  static String change(IncidentEvent event) {
    return name(event.change());
  }

  private static String name(Change change) {
    return change.name().toLowerCase(Locale.ROOT);
  }

  /** With those that are 0, and all failures together. */
  static JobCounts complete(JobCounts counted) {
    Map<String, Long> counts = new TreeMap<>(counted.counts());
    long failed =
        counts.entrySet().stream()
            .filter(count -> count.getKey().startsWith(FAILED + "."))
            .mapToLong(Map.Entry::getValue)
            .sum();
    counts.put(FAILED, failed);
    for (Change change : Change.values()) {
      counts.putIfAbsent(name(change), 0L);
    }
    for (String name : new String[] {RECEIVED, INVALID, MEMBERS, DUPLICATE, LATE}) {
      counts.putIfAbsent(name, 0L);
    }
    return new JobCounts(counted.job(), counts);
  }
}
