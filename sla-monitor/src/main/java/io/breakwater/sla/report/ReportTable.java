package io.breakwater.sla.report;

import io.breakwater.domain.json.Json;
import io.breakwater.domain.sla.Outcome;
import io.breakwater.domain.sla.report.SlaOutcome;
import io.breakwater.domain.sla.report.SlaReport;
import io.breakwater.domain.sla.report.SlaReport.Revision;
import io.breakwater.domain.sla.report.SlaWindow;
import io.breakwater.platform.sql.Transactions;
import io.breakwater.sla.store.Rows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Stores records of topic {@code sla-report}. Storing a batch again, or records that a restart of
 * the job repeats, ends with the same rows.
 */
final class ReportTable {
  private ReportTable() {}

  /**
   * Stores a batch: all of it, or nothing.
   *
   * @param records in the order of the topic
   */
  static void save(DataSource db, List<SlaReport> records) throws SQLException {
    Map<String, SlaOutcome> outcomes = new LinkedHashMap<>();
    Map<String, SlaWindow> windows = new LinkedHashMap<>();
    for (SlaReport record : records) {
      if (record instanceof SlaOutcome outcome) {
        outcomes.put(outcome.id(), outcome);
      } else if (record instanceof SlaWindow window) {
        windows.put(window.id(), window);
      }
    }
    Transactions.run(
        db,
        connection -> {
          saveOutcomes(connection, List.copyOf(outcomes.values()));
          saveWindows(connection, List.copyOf(windows.values()));
          return null;
        });
  }

  private static void saveOutcomes(Connection db, List<SlaOutcome> outcomes) throws SQLException {
    String sql =
        """
        INSERT INTO sla.report_outcomes
          (id, work_item_id, source_id, exception_id, sla, target, run, desk, opened_at, deadline,
           stopped_at, cancelled, revised)
        SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
          ?::int[], ?::text[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[], ?::bool[],
          ?::bool[])
        ON CONFLICT (id) DO UPDATE SET
          desk = EXCLUDED.desk, opened_at = EXCLUDED.opened_at, deadline = EXCLUDED.deadline,
          stopped_at = EXCLUDED.stopped_at, cancelled = EXCLUDED.cancelled,
          revised = EXCLUDED.revised
        """;
    if (outcomes.isEmpty()) {
      return;
    }
    try (PreparedStatement upsert = db.prepareStatement(sql)) {
      new Rows<>(db, upsert, outcomes, 1)
          .text(SlaOutcome::id)
          .text(SlaOutcome::workItemId)
          .text(SlaOutcome::sourceId)
          .text(SlaOutcome::exceptionId)
          .text(SlaOutcome::sla)
          .text(outcome -> outcome.target().name())
          .number("int4", SlaOutcome::run)
          .text(SlaOutcome::desk)
          .instant(SlaOutcome::openedAt)
          .instant(SlaOutcome::deadline)
          .instant(SlaOutcome::stoppedAt)
          .bool(outcome -> outcome.outcome() == Outcome.CANCELLED)
          .bool(outcome -> outcome.revision() == Revision.REVISED);
      upsert.executeUpdate();
    }
  }

  private static void saveWindows(Connection db, List<SlaWindow> windows) throws SQLException {
    String sql =
        """
        INSERT INTO sla.report_windows (id, desk, sla, ends_at, record)
        SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::text[])
        ON CONFLICT (id) DO UPDATE SET record = EXCLUDED.record
        """;
    if (windows.isEmpty()) {
      return;
    }
    try (PreparedStatement upsert = db.prepareStatement(sql)) {
      new Rows<>(db, upsert, windows, 1)
          .text(SlaWindow::id)
          .text(SlaWindow::desk)
          .text(SlaWindow::sla)
          .instant(SlaWindow::end)
          .text(Json::text);
      upsert.executeUpdate();
    }
  }
}
