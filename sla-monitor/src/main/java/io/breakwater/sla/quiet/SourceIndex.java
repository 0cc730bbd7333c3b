package io.breakwater.sla.quiet;

import io.breakwater.domain.quiet.InhibitRule;
import io.breakwater.domain.quiet.InhibitRule.Side;
import io.breakwater.domain.quiet.QuietPolicy;
import io.breakwater.domain.sla.ItemState;
import io.breakwater.platform.quiet.SourceTable;
import io.breakwater.sla.store.Items;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * By which rules the open items of one partition stand in {@code quiet.sources}. When the policy in
 * force has other rules they are looked at again, all of them, in the owner's transaction.
 */
public final class SourceIndex {
  private String stored;

  /** True if the sources are known to stand by this policy's rules. */
  public boolean isOf(QuietPolicy policy) {
    return definition(policy).equals(stored);
  }

  /** Makes the sources stand by this policy's rules, if they do not. */
  public void bringTo(QuietPolicy policy, Connection db, int partition) throws SQLException {
    String definition = definition(policy);
    if (definition.equals(stored) || definition.equals(inDatabase(db, partition))) {
      return;
    }
    SourceTable.clear(db, partition);
    Map<String, Set<Side>> sources = new LinkedHashMap<>();
    if (!policy.inhibit().isEmpty()) {
      Items.open(db, partition, item -> put(sources, policy, item));
    }
    for (Map.Entry<String, Set<Side>> item : sources.entrySet()) {
      for (Side side : item.getValue()) {
        SourceTable.add(db, partition, item.getKey(), side);
      }
    }
    try (PreparedStatement update =
        db.prepareStatement("UPDATE sla.partitions SET inhibiting = ? WHERE partition = ?")) {
      update.setString(1, definition);
      update.setInt(2, partition);
      update.executeUpdate();
    }
  }

  /** The transaction in which they were brought there was committed. */
  public void stored(QuietPolicy policy) {
    stored = definition(policy);
  }

  private static void put(Map<String, Set<Side>> sources, QuietPolicy policy, ItemState item) {
    Set<Side> sides = QuietStage.sources(policy, item);
    if (!sides.isEmpty()) {
      sources.put(item.workItemId(), sides);
    }
  }

  private static String definition(QuietPolicy policy) {
    return policy.inhibit().stream().map(InhibitRule::definition).collect(Collectors.joining(","));
  }

  private static String inDatabase(Connection db, int partition) throws SQLException {
    try (PreparedStatement select =
        db.prepareStatement("SELECT inhibiting FROM sla.partitions WHERE partition = ?")) {
      select.setInt(1, partition);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getString(1) : null;
      }
    }
  }
}
