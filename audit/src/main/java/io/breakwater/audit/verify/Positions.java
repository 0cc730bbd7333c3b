package io.breakwater.audit.verify;

import io.breakwater.audit.ledger.Fact;
import io.breakwater.audit.ledger.Partition;
import io.breakwater.audit.ledger.Range;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks that the batches took every partition from offset 0 on, without gap or overlap: each range
 * starts where the one before ended, and each fact stands inside its batch's range, in order.
 */
final class Positions {
  private final Map<Partition, Long> next = new HashMap<>();
  private long withoutRecord;

  /** Takes one batch in; a sentence if it does not fit. */
  Optional<String> advance(long batch, List<Range> ranges, List<Fact> facts) {
    Map<Partition, Range> open = new HashMap<>();
    for (Range range : ranges) {
      Partition partition = new Partition(range.topic(), range.partition());
      if (range.from() != of(partition) || open.put(partition, range) != null) {
        return Optional.of(
            "Batch %d takes %s from offset %d, but %d comes next."
                .formatted(batch, partition, range.from(), of(partition)));
      }
    }
    Optional<String> misplaced = place(batch, open, facts);
    if (misplaced.isEmpty()) {
      open.forEach(
          (partition, range) -> {
            next.put(partition, range.to());
            withoutRecord += range.to() - range.from() - range.count();
          });
    }
    return misplaced;
  }

  /** The offset that comes next. */
  long of(Partition partition) {
    return next.getOrDefault(partition, 0L);
  }

  /** How many offsets inside the ranges hold no record. */
  long withoutRecord() {
    return withoutRecord;
  }

  private static Optional<String> place(long batch, Map<Partition, Range> open, List<Fact> facts) {
    Map<Partition, Long> last = new HashMap<>();
    Map<Partition, Integer> counts = new HashMap<>();
    for (Fact fact : facts) {
      Partition partition = new Partition(fact.topic(), fact.partition());
      Range range = open.get(partition);
      if (range == null
          || fact.offset() < range.from()
          || fact.offset() >= range.to()
          || fact.offset() <= last.getOrDefault(partition, -1L)) {
        return Optional.of(
            "Batch %d holds offset %d of %s out of its range or order."
                .formatted(batch, fact.offset(), partition));
      }
      last.put(partition, fact.offset());
      counts.merge(partition, 1, Integer::sum);
    }
    return open.entrySet().stream()
        .filter(e -> e.getValue().count() != counts.getOrDefault(e.getKey(), 0))
        .findFirst()
        .map(
            e ->
                "Batch %d says it took %d records of %s; it holds %d."
                    .formatted(
                        batch,
                        e.getValue().count(),
                        e.getKey(),
                        counts.getOrDefault(e.getKey(), 0)));
  }
}
