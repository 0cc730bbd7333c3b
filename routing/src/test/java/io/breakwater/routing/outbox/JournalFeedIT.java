package io.breakwater.routing.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.routing.DecisionRecord;
import io.breakwater.domain.work.Lifecycle;
import io.breakwater.domain.work.Verdict;
import io.breakwater.domain.work.WorkItemEvent;
import io.breakwater.platform.sql.Database;
import io.breakwater.platform.sql.DatabaseSettings;
import io.breakwater.platform.sql.Transactions;
import io.breakwater.routing.Scored;
import io.breakwater.routing.Servers;
import io.breakwater.routing.item.WorkItemEventSerializer;
import io.breakwater.routing.read.Counts;
import io.breakwater.routing.read.Projection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JournalFeedIT {

  private final HikariDataSource db =
      Database.open(new DatabaseSettings(Servers.newDatabase(), "postgres", "", 4));

  @BeforeEach
  void migrate() {
    Database.migrate(db, "routing");
  }

  @AfterEach
  void close() {
    db.close();
  }

  @Test
  void aTransactionThatCommitsLateIsNotSkipped() throws SQLException {
    try (Connection slow = db.getConnection();
        Connection fast = db.getConnection();
        Connection feed = db.getConnection()) {
      slow.setAutoCommit(false);
      insert(slow, "slow", 1);
      insert(fast, "fast", 1);

      // The fast one has the higher ordering and is visible, but must wait for the slow one.
      assertThat(JournalFeed.after(feed, Position.START, 10)).isEmpty();
      slow.commit();

      List<JournalFeed.Entry> both = JournalFeed.after(feed, Position.START, 10);
      assertThat(both).extracting(e -> e.record().workItemId()).containsExactly("slow", "fast");
      assertThat(JournalFeed.after(feed, both.get(1).position(), 10)).isEmpty();
    }
  }

  @Test
  void aRolledBackTransactionHoldsNothingBack() throws SQLException {
    try (Connection slow = db.getConnection();
        Connection fast = db.getConnection()) {
      slow.setAutoCommit(false);
      insert(slow, "slow", 1);
      insert(fast, "fast", 1);
      slow.rollback();

      assertThat(JournalFeed.after(fast, Position.START, 10))
          .extracting(e -> e.record().workItemId())
          .containsExactly("fast");
    }
  }

  @Test
  void theFeedGoesByTheNumberOfTheTransactionNotByItsDigits() throws SQLException {
    try (Connection c = db.getConnection()) {
      // Transactions that were over before this server's first of ours.
      insert(c, "ninth", 1, "99");
      insert(c, "tenth", 1, "100");

      assertThat(JournalFeed.after(c, Position.START, 10))
          .extracting(e -> e.record().workItemId())
          .containsExactly("ninth", "tenth");
      assertThat(JournalFeed.head(c).tx()).isEqualTo(100);
    }
  }

  @Test
  void anOwnerThatWasReplacedCannotMoveTheOutbox() throws SQLException {
    try (Connection c = db.getConnection()) {
      OutboxOffset.Claim first = OutboxOffset.claim(c);
      OutboxOffset.Claim second = OutboxOffset.claim(c);

      assertThatThrownBy(() -> OutboxOffset.advance(c, first, new Position(5, 5)))
          .isInstanceOf(OutboxOffset.LostException.class);
      OutboxOffset.advance(c, second, new Position(5, 5));
      assertThat(OutboxOffset.position(c)).isEqualTo(new Position(5, 5));
    }
  }

  @Test
  void aSkippedEventIsNoticedAndNothingOfItsBatchIsApplied() throws SQLException {
    try (Connection c = db.getConnection()) {
      insert(c, "whole", 1);
      insert(c, "torn", 2);
      List<JournalFeed.Entry> entries = JournalFeed.after(c, Position.START, 10);

      assertThatThrownBy(() -> Transactions.run(db, tx -> Projection.apply(tx, entries)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("torn")
          .hasMessageContaining("skipped");
      assertThat(Counts.stats(c).total()).isZero();
    }
  }

  private static void insert(Connection c, String id, long sequence) throws SQLException {
    insert(c, id, sequence, null);
  }

  private static void insert(Connection c, String id, long sequence, String tx)
      throws SQLException {
    String sql =
        "INSERT INTO routing.event_journal (persistence_id, sequence_number, writer,"
            + " write_timestamp, event_ser_id, event_ser_manifest, event_payload, tx)"
            + " VALUES (?, ?, 'test', 0, 1, ?, ?, coalesce(?::xid8, pg_current_xact_id()))";
    WorkItemEventSerializer serializer = new WorkItemEventSerializer();
    try (PreparedStatement insert = c.prepareStatement(sql)) {
      insert.setString(1, "WorkItem|" + id);
      insert.setLong(2, sequence);
      insert.setString(3, serializer.manifest(opened()));
      insert.setBytes(4, serializer.toBinary(opened()));
      insert.setString(5, tx);
      insert.executeUpdate();
    }
  }

  private static WorkItemEvent opened() {
    ScoredException scored = Scored.of("X-1", Kind.RAISED, 0, 1);
    DecisionRecord decision =
        new DecisionRecord("payments", List.of(), List.of(), "bank@1", Map.of());
    return ((Verdict.Happens) Lifecycle.NONE.onUpstream(scored, decision)).event();
  }
}
