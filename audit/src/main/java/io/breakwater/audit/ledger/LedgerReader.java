package io.breakwater.audit.ledger;

import io.breakwater.audit.merkle.Hash;
import io.breakwater.platform.sql.Transactions;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** Reads the ledger's tables. */
public final class LedgerReader {
  private static final HexFormat HEX = HexFormat.of();

  private static final String BATCHES =
      "SELECT id, header, root, previous, chain_hash FROM audit.batches ";

  private static final String FACTS =
      """
      SELECT s.topic, s.partition, f.record_offset, f.at, f.occurred_at, f.trace_id,
             f.work_item_id, f.kind, f.summary, f.record_hash, f.batch, f.leaf
      FROM audit.facts f JOIN audit.sources s ON s.id = f.source
      """;

  private final DataSource db;

  public LedgerReader(DataSource db) {
    this.db = db;
  }

  /**
   * The ledger's end at one moment.
   *
   * @param batches the last batch's number; 0 if there is none
   * @param recorded up to where each partition is recorded
   */
  public record End(long batches, Map<Partition, Long> recorded) {}

  /** Where the ledger ends now. */
  public End end() throws SQLException {
    // One statement sees one moment: a batch and its positions, or neither.
    return query(
        """
        SELECT (SELECT coalesce(max(id), 0) FROM audit.batches), topic, partition, next_offset
        FROM (SELECT 1) AS always LEFT JOIN audit.sources ON true""",
        rows -> {
          long batches = 0;
          Map<Partition, Long> recorded = new HashMap<>();
          while (rows.next()) {
            batches = rows.getLong(1);
            if (rows.getString(2) != null) {
              recorded.put(new Partition(rows.getString(2), rows.getInt(3)), rows.getLong(4));
            }
          }
          return new End(batches, recorded);
        });
  }

  /** Whether somebody put facts there that no batch sealed. */
  public boolean hasFactsOutsideBatches() throws SQLException {
    return query(
        """
        SELECT EXISTS (SELECT 1 FROM audit.facts WHERE batch < 1)
            OR EXISTS (SELECT 1 FROM audit.facts
                       WHERE batch > (SELECT coalesce(max(id), 0) FROM audit.batches))""",
        rows -> rows.next() && rows.getBoolean(1));
  }

  /** At most {@code limit} batches before {@code before}, the newest first. */
  public List<Batch> batchesBefore(long before, int limit) throws SQLException {
    return query(
        BATCHES + "WHERE id < ? ORDER BY id DESC LIMIT ?", all(LedgerReader::batch), before, limit);
  }

  /** The batches from {@code first} to {@code last}, in order. */
  public List<Batch> batches(long first, long last) throws SQLException {
    return query(
        BATCHES + "WHERE id BETWEEN ? AND ? ORDER BY id", all(LedgerReader::batch), first, last);
  }

  /** The facts of the batches from {@code first} to {@code last}, in leaf order. */
  public List<Placed> facts(long first, long last) throws SQLException {
    return query(
        FACTS + "WHERE f.batch BETWEEN ? AND ? ORDER BY f.batch, f.leaf",
        all(LedgerReader::placed),
        first,
        last);
  }

  /** At most {@code limit} facts of a partition from {@code offset} on, in order. */
  public List<Placed> facts(Partition partition, long offset, int limit) throws SQLException {
    return query(
        FACTS
            + """
            WHERE f.source = (SELECT id FROM audit.sources WHERE topic = ? AND partition = ?)
              AND f.record_offset >= ? ORDER BY f.record_offset LIMIT ?""",
        all(LedgerReader::placed),
        partition.topic(),
        partition.partition(),
        offset,
        limit);
  }

  /** The fact of one record. */
  public Optional<Placed> fact(Partition partition, long offset) throws SQLException {
    return facts(partition, offset, 1).stream()
        .filter(placed -> placed.fact().offset() == offset)
        .findFirst();
  }

  /** At most {@code limit} facts of a trace, the earliest first. */
  public List<Placed> factsOfTrace(String traceId, int limit) throws SQLException {
    return query(
        FACTS + "WHERE f.trace_id = ? ORDER BY f.at, f.source, f.record_offset LIMIT ?",
        all(LedgerReader::placed),
        HEX.parseHex(traceId),
        limit);
  }

  /** The traces of a work item's facts, the earliest first. */
  public List<String> tracesOfWorkItem(String workItemId, int limit) throws SQLException {
    return query(
        """
        SELECT trace_id FROM audit.facts WHERE work_item_id = ?
        GROUP BY trace_id ORDER BY min(at), trace_id LIMIT ?""",
        all(row -> HEX.formatHex(row.getBytes(1))),
        HEX.parseHex(workItemId),
        limit);
  }

  /** Reads a result set. */
  @FunctionalInterface
  private interface Rows<T> {
    T read(ResultSet rows) throws SQLException;
  }

  private <T> T query(String sql, Rows<T> rows, Object... parameters) throws SQLException {
    return Transactions.run(
        db,
        connection -> {
          try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
              select.setObject(i + 1, parameters[i]);
            }
            try (ResultSet result = select.executeQuery()) {
              return rows.read(result);
            }
          }
        });
  }

  private static <T> Rows<List<T>> all(Rows<T> row) {
    return rows -> {
      List<T> items = new ArrayList<>();
      while (rows.next()) {
        items.add(row.read(rows));
      }
      return items;
    };
  }

  private static Batch batch(ResultSet row) throws SQLException {
    return new Batch(
        row.getLong(1),
        row.getString(2),
        Hash.of(row.getBytes(3)),
        Hash.of(row.getBytes(4)),
        Hash.of(row.getBytes(5)));
  }

  private static Placed placed(ResultSet row) throws SQLException {
    byte[] workItemId = row.getBytes(7);
    return new Placed(
        new Fact(
            row.getString(1),
            row.getInt(2),
            row.getLong(3),
            row.getLong(4),
            row.getObject(5, Long.class),
            HEX.formatHex(row.getBytes(6)),
            workItemId == null ? null : HEX.formatHex(workItemId),
            row.getString(8),
            row.getString(9),
            Hash.of(row.getBytes(10))),
        row.getLong(11),
        row.getInt(12));
  }
}
