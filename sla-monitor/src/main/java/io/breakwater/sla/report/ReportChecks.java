package io.breakwater.sla.report;

import io.breakwater.domain.sla.report.SlaOutcome;
import io.breakwater.domain.sla.report.SlaReport;
import io.breakwater.domain.sla.report.SlaWindow;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a record of the report must have before it goes into a table. */
final class ReportChecks {
  private ReportChecks() {}

  /** The first field that is missing; null if none is. */
  static String missing(SlaReport report) {
    Map<String, Object> needed = new LinkedHashMap<>();
    needed.put("id", report.id());
    needed.put("revision", report.revision());
    if (report instanceof SlaOutcome outcome) {
      needed.put("work_item_id", outcome.workItemId());
      needed.put("source_id", outcome.sourceId());
      needed.put("exception_id", outcome.exceptionId());
      needed.put("sla", outcome.sla());
      needed.put("target", outcome.target());
      needed.put("desk", outcome.desk());
      needed.put("opened_at", outcome.openedAt());
      needed.put("deadline", outcome.deadline());
      needed.put("outcome", outcome.outcome());
    } else if (report instanceof SlaWindow window) {
      needed.put("desk", window.desk());
      needed.put("sla", window.sla());
      needed.put("end", window.end());
    }
    return needed.entrySet().stream()
        .filter(field -> field.getValue() == null)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }
}
