package io.breakwater.sla.quiet;

import io.breakwater.domain.quiet.Quiet;
import io.breakwater.domain.quiet.QuietRule;
import io.breakwater.domain.quiet.QuietTime;
import io.breakwater.domain.rule.InvalidRule;
import io.breakwater.domain.rule.RuleCompiler;
import io.breakwater.domain.rule.Scope;
import io.breakwater.domain.sla.ItemState;
import io.breakwater.sla.quiet.SilenceBody.Previewed;
import io.breakwater.sla.store.Items;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a silence would have kept quiet in the time before now, had it been there.
 *
 * @param items work items that match and that came in, or were told of, at such a time
 * @param notifications of them that went out, and would not have
 * @param byDesk the items by the desk that they are on
 * @param examples ids of some of the items, the newest first
 * @param examined how many items were looked at
 * @param complete false if there were more than could be looked at: the newest were
 */
public record SilencePreview(
    Duration within,
    long items,
    long notifications,
    Map<String, Long> byDesk,
    List<String> examples,
    long examined,
    boolean complete) {

  private static final int MOST = 20_000;
  private static final int EXAMPLES = 10;

  /** Looks at the newest items of that time. */
  static SilencePreview read(Connection db, Previewed asked, Instant now) throws SQLException {
    QuietRule rule = rule(asked);
    Instant since = now.minus(asked.within());
    long items = 0;
    long notifications = 0;
    long examined = 0;
    Map<String, Long> byDesk = new TreeMap<>();
    List<String> examples = new ArrayList<>();
    try (PreparedStatement select = select(db, since);
        ResultSet row = select.executeQuery()) {
      while (examined < MOST && row.next()) {
        examined++;
        ItemState state = Items.state(row.getString("state"));
        if (!state.isKnown()) {
          continue;
        }
        Timestamp seen = row.getTimestamp("seen_at");
        boolean cameIn =
            seen != null
                && !seen.toInstant().isBefore(since)
                && rule.of(state.facts(), seen.toInstant()).isPresent();
        long told = told(rule, state, row.getArray("told_at"));
        if (cameIn || told > 0) {
          items++;
          notifications += told;
          byDesk.merge(state.desk(), 1L, Long::sum);
          if (examples.size() < EXAMPLES) {
            examples.add(state.workItemId());
          }
        }
      }
      return new SilencePreview(
          asked.within(), items, notifications, byDesk, examples, examined, !row.next());
    }
  }

  private static QuietRule rule(Previewed asked) {
    try {
      return new QuietRule(
          Quiet.Kind.SILENCE,
          "preview",
          RuleCompiler.compile(asked.when(), Scope.WORK),
          new QuietTime(Instant.MIN, Instant.MAX, null, asked.recurrence()),
          null,
          null);
    } catch (InvalidRule e) {
      throw new IllegalStateException("it was checked: " + asked.when(), e);
    }
  }

  private static PreparedStatement select(Connection db, Instant since) throws SQLException {
    PreparedStatement select =
        db.prepareStatement(
            """
            WITH told AS (
              SELECT work_item_id, array_agg(created_at) AS told_at, max(created_at) AS last
              FROM (SELECT work_item_id, created_at FROM sla.notifications
                    WHERE created_at >= ? AND status <> 'SUPPRESSED'
                    ORDER BY created_at DESC LIMIT %1$d) AS newest
              GROUP BY work_item_id),
            fresh AS (
              SELECT work_item_id FROM sla.items WHERE seen_at >= ?
              ORDER BY seen_at DESC LIMIT %1$d)
            SELECT i.work_item_id, i.state, i.seen_at, told.told_at
            FROM (SELECT work_item_id FROM fresh UNION SELECT work_item_id FROM told) AS ids
            JOIN sla.items i USING (work_item_id)
            LEFT JOIN told USING (work_item_id)
            ORDER BY greatest(i.seen_at, told.last) DESC NULLS LAST, i.work_item_id
            LIMIT %1$d
            """
                .formatted(MOST + 1));
    select.setFetchSize(1_000);
    select.setTimestamp(1, Timestamp.from(since));
    select.setTimestamp(2, Timestamp.from(since));
    return select;
  }

  private static long told(QuietRule rule, ItemState state, Array at) throws SQLException {
    if (at == null) {
      return 0;
    }
    long told = 0;
    for (Object instant : (Object[]) at.getArray()) {
      if (rule.of(state.facts(), ((Timestamp) instant).toInstant()).isPresent()) {
        told++;
      }
    }
    return told;
  }
}
