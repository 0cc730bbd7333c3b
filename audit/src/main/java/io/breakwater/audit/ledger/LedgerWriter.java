package io.breakwater.audit.ledger;

import io.breakwater.audit.merkle.Hash;
import io.breakwater.platform.sql.Transactions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * Appends batches. Facts, batch and positions go in one transaction, fenced by the claims: a record
 * is recorded exactly once, whatever is redelivered and whenever the process is killed.
 */
public final class LedgerWriter {
  /** One writer at a time extends the chain; others wait for the end of its transaction. */
  private static final long CHAIN_LOCK = 0x6c6564676572L;

  private static final int CHARACTERS_PER_ROW = 400;

  private final DataSource db;
  private final Clock clock;

  public LedgerWriter(DataSource db, Clock clock) {
    this.db = db;
    this.clock = clock;
  }

  /** Takes over a partition, from wherever the last claim on it left off. */
  public Claim claim(String topic, int partition) throws SQLException {
    return Transactions.run(db, connection -> Sources.claim(connection, topic, partition));
  }

  /**
   * Records {@code entries}, in this order, as one batch.
   *
   * @throws ClaimLostException if a claim is over, or an offset was recorded already; nothing is
   *     recorded then
   */
  public Batch append(List<Entry> entries) throws SQLException {
    Map<Claim, Sources.Span> spans = Sources.spans(entries);
    List<Fact> facts = entries.stream().map(Entry::fact).toList();
    return Transactions.run(
        db,
        connection -> {
          lockChain(connection);
          List<Range> ranges = Sources.advance(connection, spans);
          Batch batch =
              Batch.seal(
                  head(connection), clock.instant().truncatedTo(ChronoUnit.MILLIS), ranges, facts);
          insert(connection, batch);
          copy(connection, batch.id(), entries);
          return batch;
        });
  }

  private static void lockChain(Connection connection) throws SQLException {
    try (PreparedStatement lock = connection.prepareStatement("SELECT pg_advisory_xact_lock(?)")) {
      lock.setLong(1, CHAIN_LOCK);
      lock.execute();
    }
  }

  private static Batch.Head head(Connection connection) throws SQLException {
    try (Statement select = connection.createStatement();
        ResultSet row =
            select.executeQuery(
                "SELECT id, chain_hash FROM audit.batches ORDER BY id DESC LIMIT 1")) {
      return row.next()
          ? new Batch.Head(row.getLong(1), Hash.of(row.getBytes(2)))
          : Batch.Head.START;
    }
  }

  private static void insert(Connection connection, Batch batch) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO audit.batches (id, header, root, previous, chain_hash)"
                + " VALUES (?, ?, ?, ?, ?)")) {
      insert.setLong(1, batch.id());
      insert.setString(2, batch.header());
      insert.setBytes(3, batch.root().bytes());
      insert.setBytes(4, batch.previous().bytes());
      insert.setBytes(5, batch.chainHash().bytes());
      insert.executeUpdate();
    }
  }

  private static void copy(Connection connection, long batch, List<Entry> entries)
      throws SQLException {
    CopyText rows = new CopyText(entries.size() * CHARACTERS_PER_ROW);
    int leaf = 0;
    for (Entry entry : entries) {
      Fact fact = entry.fact();
      rows.number(batch)
          .number(leaf++)
          .number(entry.claim().source())
          .number(fact.offset())
          .number(fact.at())
          .optionalNumber(fact.occurredAt())
          .optionalHex(fact.traceId())
          .optionalHex(fact.workItemId())
          .bytea(fact.recordHash().bytes())
          .text(fact.kind())
          .text(fact.summary())
          .endRow();
    }
    try {
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(
              "COPY audit.facts (batch, leaf, source, record_offset, at, occurred_at, trace_id,"
                  + " work_item_id, record_hash, kind, summary) FROM STDIN",
              new ByteArrayInputStream(rows.bytes()));
    } catch (IOException e) {
      throw new SQLException("PostgreSQL did not take a batch of the audit ledger", e);
    }
  }
}
