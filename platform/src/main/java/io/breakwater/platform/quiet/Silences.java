package io.breakwater.platform.quiet;

import io.breakwater.domain.quiet.QuietRule;
import io.breakwater.domain.rule.InvalidRule;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The silences that are not over, compiled. Kept in memory, and read again as soon as any has
 * changed: what is committed is seen by the next transaction of every node.
 */
public final class Silences {
  private static final Logger log = LoggerFactory.getLogger(Silences.class);

  private record Known(long revision, List<QuietRule> rules) {}

  private final AtomicReference<Known> known = new AtomicReference<>(new Known(-1, List.of()));

  /** The rules now; some may be over or still to begin. */
  public List<QuietRule> rules(Connection db, Instant now) throws SQLException {
    long revision = revision(db);
    Known before = known.get();
    if (before.revision() == revision) {
      return before.rules();
    }
    List<QuietRule> rules = load(db, now);
    known.set(new Known(revision, rules));
    return rules;
  }

  private static long revision(Connection db) throws SQLException {
    try (PreparedStatement select = db.prepareStatement("SELECT n FROM quiet.silence_revision");
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private static List<QuietRule> load(Connection db, Instant now) throws SQLException {
    List<QuietRule> rules = new ArrayList<>();
    try (PreparedStatement select =
        db.prepareStatement(
            "SELECT id, silence FROM quiet.silences WHERE ends_at > ? ORDER BY created_at, id")) {
      select.setTimestamp(1, Timestamp.from(now));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          add(rules, row.getString(1), row.getString(2));
        }
      }
    }
    return List.copyOf(rules);
  }

  /** One that cannot be used keeps nobody quiet, and does not stop the others. */
  private static void add(List<QuietRule> rules, String id, String json) {
    try {
      rules.add(SilenceTable.silence(json).rule());
    } catch (InvalidRule | RuntimeException e) {
      log.warn("silence {} is passed over: {}", id, e.getMessage());
    }
  }
}
