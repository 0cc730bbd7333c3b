package io.breakwater.sla.report;

import io.breakwater.domain.sla.Outcome;
import io.breakwater.domain.sla.Target;
import io.breakwater.domain.sla.report.SlaOutcome;
import java.time.Instant;

/**
 * How one clock stands as of an instant.
 *
 * @param run 1 for the first opening, one more after each reopening
 * @param stoppedAt absent if nothing had stopped it by then
 * @param revised true if late data changed what the report had said
 */
public record ReportLine(
    String sourceId,
    String exceptionId,
    String workItemId,
    String sla,
    Target target,
    int run,
    String desk,
    Instant openedAt,
    Instant deadline,
    Instant stoppedAt,
    Outcome outcome,
    boolean revised) {

  /** The columns of the CSV form. */
  static final String CSV_HEADER =
      "source_id,exception_id,work_item_id,sla,target,desk,opened_at,deadline,stopped_at,outcome\n";

  /** The line as of an instant: a function of the facts that are given. */
  static ReportLine asOf(
      Instant asOf,
      String sourceId,
      String exceptionId,
      String workItemId,
      String sla,
      Target target,
      int run,
      String desk,
      Instant openedAt,
      Instant deadline,
      Instant stoppedAt,
      boolean revised) {
    return new ReportLine(
        sourceId,
        exceptionId,
        workItemId,
        sla,
        target,
        run,
        desk,
        openedAt,
        deadline,
        stoppedAt == null || stoppedAt.isAfter(asOf) ? null : stoppedAt,
        SlaOutcome.standing(deadline, stoppedAt, asOf),
        revised);
  }

  /** The line in CSV (RFC 4180, but with a line feed). */
  String csv() {
    return String.join(
            ",",
            quoted(sourceId),
            quoted(exceptionId),
            workItemId,
            quoted(sla),
            target.name(),
            quoted(desk),
            openedAt.toString(),
            deadline.toString(),
            stoppedAt == null ? "" : stoppedAt.toString(),
            outcome.name())
        + "\n";
  }

  private static String quoted(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
