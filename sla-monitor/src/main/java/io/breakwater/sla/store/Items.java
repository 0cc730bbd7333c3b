package io.breakwater.sla.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.sla.ItemState;
import io.breakwater.sla.clocks.Item;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Work items as the monitor knows them, in table {@code sla.items}, with their clocks. */
public final class Items {
  private Items() {}

  /** An item and what its clocks count for in {@code sla.partitions}. */
  public record Stored(Item item, Counters counted) {}

  /** The items that are known among {@code ids}, by id. */
  public static Map<String, Stored> load(Connection db, Collection<String> ids)
      throws SQLException {
    Map<String, Stored> items = new HashMap<>();
    if (ids.isEmpty()) {
      return items;
    }
    Map<String, Clocks.OfItem> clocks = Clocks.load(db, ids);
    try (PreparedStatement select =
        db.prepareStatement(
            "SELECT work_item_id, state FROM sla.items WHERE work_item_id = ANY (?)")) {
      select.setArray(1, db.createArrayOf("text", ids.toArray()));
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          String id = rows.getString(1);
          Clocks.OfItem own = clocks.getOrDefault(id, Clocks.OfItem.NONE);
          items.put(
              id, new Stored(new Item(state(rows.getString(2)), own.clocks()), own.counted()));
        }
      }
    }
    return items;
  }

  /**
   * Stores the items' states; their clocks are stored by {@link Clocks#save}.
   *
   * @param now the wall clock, which is when an item that is new is first heard of
   */
  public static void save(Connection db, int partition, List<ItemState> states, Instant now)
      throws SQLException {
    if (states.isEmpty()) {
      return;
    }
    String sql =
        """
        INSERT INTO sla.items (work_item_id, state, open, partition, seen_at)
        SELECT id, state, open, ?, ?
        FROM unnest(?::text[], ?::text[], ?::bool[]) AS new (id, state, open)
        ON CONFLICT (work_item_id) DO UPDATE SET state = EXCLUDED.state, open = EXCLUDED.open
        """;
    try (PreparedStatement upsert = db.prepareStatement(sql)) {
      upsert.setInt(1, partition);
      upsert.setTimestamp(2, Timestamp.from(now));
      new Rows<>(db, upsert, states, 3)
          .text(ItemState::workItemId)
          .text(Json::text)
          .bool(ItemState::open);
      upsert.executeUpdate();
    }
  }

  /** Gives every open item of a partition to {@code each}. */
  public static void open(Connection db, int partition, Consumer<ItemState> each)
      throws SQLException {
    try (PreparedStatement select =
        db.prepareStatement("SELECT state FROM sla.items WHERE partition = ? AND open")) {
      select.setFetchSize(1_000); // so that they are not all in memory at once
      select.setInt(1, partition);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          ItemState state = state(rows.getString(1));
          if (state.open()) { // what was stored before the column was there may not be
            each.accept(state);
          }
        }
      }
    }
  }

  /** The state that a row of {@code sla.items} holds. */
  public static ItemState state(String json) throws SQLException {
    try {
      return Json.mapper().readValue(json, ItemState.class);
    } catch (JsonProcessingException e) {
      throw new SQLException("a row of sla.items is not a work item's state", e);
    }
  }
}
