package io.breakwater.app.replay;

import io.breakwater.app.replay.Mapping.TransferRule;
import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.identity.Identity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which desks had each exception, by the rows of its log; in memory, a few dozen bytes a row. */
final class DeskLog {
  private static final Comparator<Entry> IN_TIME =
      Comparator.comparing(Entry::at).thenComparing(Entry::position);

  private final TransferRule rule;
  private final TimeReader times;
  private final Map<String, List<Entry>> entries = new LinkedHashMap<>();
  private long position;

  DeskLog(TransferRule rule, TimeReader times) {
    this.rule = rule;
    this.times = times;
  }

  private record Entry(Instant at, long position, String desk, String by) {}

  /**
   * One exception moves to another desk.
   *
   * @param number 1 for the first of this exception
   */
  record Transfer(String workItemId, int number, Instant at, String desk, String by) {}

  /**
   * Takes a row of an exception, in any order; at equal times the order of the rows holds.
   *
   * @throws RowException if its time cannot be read
   */
  void row(Row row, ExceptionEvent event) {
    String desk = rule.desk().render(row);
    if (!desk.isEmpty()) {
      entries
          .computeIfAbsent(
              Identity.workItemId(event.sourceId(), event.exceptionId()), id -> new ArrayList<>(2))
          .add(
              new Entry(
                  times.read(row.value(rule.occurredAt())),
                  position++,
                  desk.intern(),
                  rule.by().render(row).intern()));
    }
  }

  /** The first desk that the log names for an exception. */
  Optional<String> firstDesk(ExceptionEvent event) {
    return Optional.ofNullable(
            entries.get(Identity.workItemId(event.sourceId(), event.exceptionId())))
        .map(log -> log.stream().min(IN_TIME).orElseThrow().desk());
  }

  /** The transfers of each exception that has any, in their order. */
  List<List<Transfer>> transfers() {
    List<List<Transfer>> all = new ArrayList<>();
    entries.forEach(
        (workItemId, log) -> {
          List<Transfer> transfers = transfers(workItemId, log);
          if (!transfers.isEmpty()) {
            all.add(transfers);
          }
        });
    return all;
  }

  private static List<Transfer> transfers(String workItemId, List<Entry> log) {
    List<Transfer> transfers = new ArrayList<>();
    String desk = null;
    for (Entry entry : log.stream().sorted(IN_TIME).toList()) {
      if (desk != null && !desk.equals(entry.desk())) {
        transfers.add(
            new Transfer(workItemId, transfers.size() + 1, entry.at(), entry.desk(), entry.by()));
      }
      desk = entry.desk();
    }
    return transfers;
  }
}
