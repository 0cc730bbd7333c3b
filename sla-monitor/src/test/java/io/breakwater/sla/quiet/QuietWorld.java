package io.breakwater.sla.quiet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariDataSource;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.policy.PolicyParser;
import io.breakwater.domain.policy.PolicyTimeline;
import io.breakwater.domain.topic.Topics;
import io.breakwater.domain.work.WorkRecord;
import io.breakwater.embedded.EmbeddedPostgres;
import io.breakwater.platform.ServiceContext;
import io.breakwater.platform.sql.Database;
import io.breakwater.platform.sql.DatabaseSettings;
import io.breakwater.sla.SlaWorld;
import io.breakwater.sla.WorkRecords;
import io.breakwater.sla.clocks.ClockBook;
import io.breakwater.sla.clocks.Judge;
import io.breakwater.sla.store.Partitions;
import io.breakwater.sla.store.Partitions.Claim;
import io.opentelemetry.api.OpenTelemetry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** A database, a policy and a clock that stands still, with the owner of one partition. */
final class QuietWorld implements AutoCloseable {
  static final Instant START = Instant.parse("2026-03-02T10:00:00Z");

  private final EmbeddedPostgres postgres;
  private final HikariDataSource db;
  private PolicyTimeline policies = PolicyTimeline.EMPTY;
  private Instant now = START;
  private ClockBook book;
  private Claim claim;
  private long sequence;

  QuietWorld(Path dir) {
    postgres = EmbeddedPostgres.start(dir, 0);
    db = Database.open(new DatabaseSettings(postgres.jdbcUrl(), "postgres", "", 6));
    Database.migrate(db, "quiet");
    Database.migrate(db, "sla");
  }

  /** Everything as it was at first, with this added to the policy. */
  void reset(String policy) throws SQLException {
    now = START;
    policies = PolicyTimeline.EMPTY;
    publish("1", policy);
    try (Connection c = db.getConnection();
        PreparedStatement clear =
            c.prepareStatement(
                "TRUNCATE sla.items, sla.clocks, sla.outbox, sla.partitions, sla.notifications,"
                    + " sla.notification_counts, sla.kept_back, quiet.silences,"
                    + " quiet.silence_changes, quiet.silence_requests, quiet.sources;"
                    + " UPDATE quiet.silence_revision SET n = n + 1")) {
      clear.execute();
    }
    restart();
  }

  /** Another version of the policy, in force at once. */
  void publish(String version, String more) {
    policies =
        policies.with(
            PolicyParser.parse(
                SlaWorld.POLICY
                        .replace("version: \"1\"", "version: \"" + version + "\"")
                        .replace(
                            "2020-01-01T00:00:00Z",
                            version.equals("1") ? "2020-01-01T00:00:00Z" : now.toString())
                    + more));
  }

  /** The owner dies, and another takes over with nothing in memory. */
  void restart() throws SQLException {
    book = new ClockBook(db, Topics.DEFAULT);
    claim = Partitions.claim(db, 0);
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  Instant now() {
    return now;
  }

  HikariDataSource db() {
    return db;
  }

  ServiceContext context() {
    Clock clock =
        new Clock() {
          @Override
          public Instant instant() {
            return now;
          }

          @Override
          public ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }
        };
    return new ServiceContext(db, null, () -> policies, clock, OpenTelemetry.noop());
  }

  /** The owner takes a record in. */
  void take(WorkRecords item, WorkRecord record) throws SQLException {
    claim =
        book.take(
                claim,
                item.decoded(claim.next(), record),
                ++sequence,
                new Judge(policies, now, now))
            .claim();
  }

  /** The owner says what is due of an item. */
  void ring(WorkRecords item) throws SQLException {
    claim =
        book.ring(claim, List.of(item.workItemId()), ++sequence, new Judge(policies, now, now))
            .claim();
  }

  /** The owner looks whether the policy in force inhibits by other rules. */
  void tick() throws SQLException {
    if (book.mustIndex(policies, now)) {
      claim = book.ring(claim, List.of(), ++sequence, new Judge(policies, now, now)).claim();
    }
  }

  /** Looks whether a quiet is over. */
  void look() {
    new AfterQuiet(context(), () -> {}, 1_000).look();
  }

  StoredSilences silences() {
    return new StoredSilences(context());
  }

  static JsonNode json(String text) {
    try {
      return Json.mapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  /** The notifications of an item, as {@code step status reason}. */
  List<String> told(WorkRecords item) throws SQLException {
    return rows(
        "SELECT step || ' ' || status || coalesce(' ' || reason, '') FROM sla.notifications"
            + " WHERE work_item_id = '"
            + item.workItemId()
            + "' AND step NOT LIKE 'after-quiet%' ORDER BY step");
  }

  /** What was told after a quiet, as {@code status subject}. */
  List<String> toldAfter() throws SQLException {
    return rows(
        "SELECT status || ' ' || subject FROM sla.notifications"
            + " WHERE step LIKE 'after-quiet%' ORDER BY created_at, subject");
  }

  List<String> rows(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection c = db.getConnection();
        PreparedStatement select = c.prepareStatement(sql);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        rows.add(row.getString(1));
      }
    }
    return rows;
  }

  @Override
  public void close() {
    db.close();
    postgres.close();
  }
}
