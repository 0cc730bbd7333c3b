package io.breakwater.sla.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.sla.ItemState;
import io.breakwater.sla.clocks.Item;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

  /** Stores the items' states; their clocks are stored by {@link Clocks#save}. */
  public static void save(Connection db, int partition, List<ItemState> states)
      throws SQLException {
    if (states.isEmpty()) {
      return;
    }
    String sql =
        """
        INSERT INTO sla.items (work_item_id, state, partition)
        SELECT id, state, ? FROM unnest(?::text[], ?::text[]) AS new (id, state)
        ON CONFLICT (work_item_id) DO UPDATE SET state = EXCLUDED.state
        """;
    try (PreparedStatement upsert = db.prepareStatement(sql)) {
      upsert.setInt(1, partition);
      new Rows<>(db, upsert, states, 2).text(ItemState::workItemId).text(Json::text);
      upsert.executeUpdate();
    }
  }

  private static ItemState state(String json) throws SQLException {
    try {
      return Json.mapper().readValue(json, ItemState.class);
    } catch (JsonProcessingException e) {
      throw new SQLException("a row of sla.items is not a work item's state", e);
    }
  }
}
