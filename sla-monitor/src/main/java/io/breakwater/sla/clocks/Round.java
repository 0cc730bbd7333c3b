package io.breakwater.sla.clocks;

import io.breakwater.domain.notification.Notification;
import io.breakwater.domain.sla.SlaEvent;
import io.breakwater.sla.outbox.OutboxRecord;
import io.breakwater.sla.quiet.QuietStage;
import io.breakwater.sla.store.Clocks;
import io.breakwater.sla.store.Counters;
import io.breakwater.sla.store.Items;
import io.breakwater.sla.store.Items.Stored;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The items that one transaction changes, and what comes of it. */
final class Round {
  private final Map<String, Stored> before;
  private final Map<String, Item> items = new HashMap<>();
  private final Set<String> touched = new LinkedHashSet<>();
  private final List<SlaEvent> events = new ArrayList<>();
  private final List<Notification> notifications = new ArrayList<>();
  private final List<OutboxRecord> records = new ArrayList<>();

  private Round(Map<String, Stored> before) {
    this.before = before;
    before.forEach((id, stored) -> items.put(id, stored.item()));
  }

  /** Loads the items. */
  static Round of(Connection db, Collection<String> ids) throws SQLException {
    return new Round(Items.load(db, ids));
  }

  Item item(String workItemId) {
    return items.getOrDefault(workItemId, Item.unknown(workItemId));
  }

  void put(Item item) {
    items.put(item.state().workItemId(), item);
    touched.add(item.state().workItemId());
  }

  /**
   * Looks at the clocks of every item that was put, and of those that a timer named.
   *
   * @param quiet keeps notifications back
   */
  void judge(Judge judge, Collection<String> rung, QuietStage quiet) throws SQLException {
    Set<String> all = new LinkedHashSet<>(touched);
    all.addAll(rung);
    for (String id : all) {
      if (items.containsKey(id)) {
        Spoken spoken = judge.judge(items.get(id));
        put(spoken.item());
        events.addAll(spoken.events());
        notifications.addAll(quiet.pass(spoken.item().state(), spoken.notifications()));
      }
    }
  }

  /** Stores every item that was touched; returns by how much the counters change. */
  Counters save(Connection db, int partition, Instant asOf) throws SQLException {
    List<Item> changed = touched.stream().map(items::get).toList();
    Items.save(db, partition, changed.stream().map(Item::state).toList(), asOf);
    Clocks.save(db, partition, changed, asOf);
    Counters change = Counters.ZERO;
    for (Item item : changed) {
      change = change.plus(item.clocks(), asOf, 1);
      Stored stored = before.get(item.state().workItemId());
      if (stored != null) {
        change = change.minus(stored.counted());
      }
    }
    return change;
  }

  List<Item> changed() {
    return touched.stream().map(items::get).toList();
  }

  List<SlaEvent> events() {
    return events;
  }

  List<Notification> notifications() {
    return notifications;
  }

  List<OutboxRecord> records() {
    return records;
  }
}
