package io.breakwater.routing.read;

import io.breakwater.domain.desk.Needs;
import io.breakwater.domain.work.WorkItemEvent;
import io.breakwater.domain.work.WorkItemState;
import io.breakwater.domain.work.WorkItemView;
import io.breakwater.domain.work.WorkRecord;
import io.breakwater.routing.outbox.JournalFeed;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Folds journal events into the read tables, inside the caller's transaction. */
public final class Projection {
  private Projection() {}

  private static final Logger log = LoggerFactory.getLogger(Projection.class);

  private record Cell(String desk, WorkItemState state) {}

  /**
   * Applies a batch.
   *
   * @return the items that changed, as they are now
   * @throws IllegalStateException if an event of an item is missing: the feed skipped it
   */
  public static Collection<WorkItemRow> apply(Connection db, List<JournalFeed.Entry> entries)
      throws SQLException {
    Set<String> known = known(entries);
    Map<String, WorkItemRow> before = rows(db, known);
    Map<String, WorkItemRow> after = new LinkedHashMap<>();
    Incidents incidents = new Incidents();
    PolicyTimes times = PolicyTimes.before(db, known);
    MergeTable.Changes merges = new MergeTable.Changes();
    SameItemTable.Changes same = new SameItemTable.Changes();
    Set<String> parked = new HashSet<>();
    for (JournalFeed.Entry entry : entries) {
      String id = entry.record().workItemId();
      WorkItemRow current = after.getOrDefault(id, before.get(id));
      if (parked.contains(id) || isParked(db, current, entry.record())) {
        continue;
      }
      WorkItemView next;
      try {
        next = fold(current, entry.record());
      } catch (RuntimeException e) {
        log.error("work item {} is left aside at event {}", id, entry.record().sequence(), e);
        ParkedTable.add(db, entry.record(), e);
        parked.add(id);
        continue;
      }
      incidents.add(current == null ? null : current.view(), entry.record().event(), next);
      times.add(entry.record(), next);
      same.add(entry.record().event());
      merges.add(current == null ? null : current.view(), entry.record().event());
      after.put(id, new WorkItemRow(next, needs(current, entry.record()), entry.position()));
    }
    Map<Boolean, List<WorkItemRow>> there =
        after.values().stream()
            .collect(Collectors.partitioningBy(row -> before.containsKey(row.view().workItemId())));
    WorkItemRow.write(db, there.get(true), there.get(false));
    count(db, before.values(), after.values());
    incidents.save(db, after.values());
    times.save(db);
    same.save(db);
    merges.save(db);
    return after.values();
  }

  /**
   * An event that does not follow the last one follows one that could not be taken in.
   *
   * @throws IllegalStateException if none was left aside: the feed skipped one
   */
  private static boolean isParked(Connection db, WorkItemRow current, WorkRecord record)
      throws SQLException {
    long version = current == null ? 0 : current.view().version();
    if (record.sequence() == version + 1) {
      return false;
    }
    if (ParkedTable.contains(db, record.workItemId())) {
      return true;
    }
    throw new IllegalStateException(
        "work item %s: event %d follows event %d in the feed; one was skipped"
            .formatted(record.workItemId(), record.sequence(), version));
  }

  private static WorkItemView fold(WorkItemRow current, WorkRecord record) {
    if (record.event() instanceof WorkItemEvent.Opened opened) {
      return WorkItemView.opened(opened);
    }
    if (current == null) {
      throw new IllegalArgumentException("its first event does not open it");
    }
    return current.view().after(record.event());
  }

  private static Needs needs(WorkItemRow current, WorkRecord record) {
    return record.event() instanceof WorkItemEvent.Opened opened
        ? opened.decision().instructionsOrNone().needs()
        : current.needs();
  }

  /** The items that were there before this batch. */
  private static Set<String> known(List<JournalFeed.Entry> entries) {
    Set<String> opened =
        entries.stream()
            .filter(e -> e.record().sequence() == 1)
            .map(e -> e.record().workItemId())
            .collect(Collectors.toSet());
    return entries.stream()
        .map(e -> e.record().workItemId())
        .filter(id -> !opened.contains(id))
        .collect(Collectors.toSet());
  }

  private static Map<String, WorkItemRow> rows(Connection db, Set<String> ids) throws SQLException {
    Map<String, WorkItemRow> rows = new HashMap<>();
    if (ids.isEmpty()) {
      return rows;
    }
    String sql =
        "SELECT " + WorkItemRow.SELECT + " FROM routing.work_items WHERE work_item_id = ANY (?)";
    try (PreparedStatement select = db.prepareStatement(sql)) {
      select.setArray(1, db.createArrayOf("text", ids.toArray()));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          WorkItemRow read = WorkItemRow.read(row);
          rows.put(read.view().workItemId(), read);
        }
      }
    }
    return rows;
  }

  private static void count(
      Connection db, Collection<WorkItemRow> before, Collection<WorkItemRow> after)
      throws SQLException {
    Map<Cell, Long> change = new HashMap<>();
    before.forEach(row -> change.merge(cell(row), -1L, Long::sum));
    after.forEach(row -> change.merge(cell(row), 1L, Long::sum));
    change.values().removeIf(n -> n == 0);
    String sql =
        "INSERT INTO routing.work_item_counts AS c VALUES (?, ?, ?)"
            + " ON CONFLICT (desk, state) DO UPDATE SET items = c.items + excluded.items";
    try (PreparedStatement upsert = db.prepareStatement(sql)) {
      for (Map.Entry<Cell, Long> e : change.entrySet()) {
        upsert.setString(1, e.getKey().desk());
        upsert.setString(2, e.getKey().state().name());
        upsert.setLong(3, e.getValue());
        upsert.addBatch();
      }
      upsert.executeBatch();
    }
  }

  private static Cell cell(WorkItemRow row) {
    return new Cell(row.view().desk(), row.view().state());
  }
}
