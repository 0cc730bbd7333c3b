package io.breakwater.routing.read;

import io.breakwater.domain.routing.Instructions;
import io.breakwater.domain.work.Lifecycle;
import io.breakwater.domain.work.PolicyDue;
import io.breakwater.domain.work.WorkItemEvent;
import io.breakwater.domain.work.WorkItemState;
import io.breakwater.domain.work.WorkItemView;
import io.breakwater.domain.work.WorkRecord;
import io.breakwater.routing.read.PolicyTimeTable.Times;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** What one batch of the feed changes about items that the policy resolves or closes by itself. */
final class PolicyTimes {

  private final Map<String, Times> known;
  private final Map<String, Times> changed = new HashMap<>();

  private PolicyTimes(Map<String, Times> known) {
    this.known = known;
  }

  /** What is known of the items that were there before this batch. */
  static PolicyTimes before(Connection db, Collection<String> ids) throws SQLException {
    return new PolicyTimes(PolicyTimeTable.read(db, ids));
  }

  /** Takes in one event; {@code after} is the item as it is then. */
  void add(WorkRecord record, WorkItemView after) {
    Instructions instructions = instructions(record);
    if (instructions.autoResolve() == null && instructions.autoClose() == null) {
      return;
    }
    Times before = times(record.workItemId());
    Instant heardAt =
        before == null || Lifecycle.UPSTREAM.equals(record.event().by())
            ? record.recordedAt()
            : before.heardAt();
    Instant resolvedAt = resolvedAt(before, record, after);
    changed.put(
        record.workItemId(),
        new Times(
            instructions,
            heardAt,
            resolvedAt,
            after.version(),
            PolicyDue.of(after.state(), instructions, heardAt, resolvedAt).orElse(null)));
  }

  private static Instant resolvedAt(Times before, WorkRecord record, WorkItemView after) {
    if (after.state() != WorkItemState.RESOLVED) {
      return null;
    }
    return before == null || before.resolvedAt() == null
        ? record.recordedAt()
        : before.resolvedAt();
  }

  private Instructions instructions(WorkRecord record) {
    if (record.event() instanceof WorkItemEvent.Opened opened) {
      return opened.decision().instructionsOrNone();
    }
    Times times = times(record.workItemId());
    return times == null ? Instructions.NONE : times.instructions();
  }

  private Times times(String id) {
    Times times = changed.get(id);
    return times == null ? known.get(id) : times;
  }

  /** Writes it, inside the caller's transaction. */
  void save(Connection db) throws SQLException {
    PolicyTimeTable.put(db, changed);
  }
}
