package io.breakwater.domain.sla.report;

import io.breakwater.domain.identity.Identity;
import io.breakwater.domain.sla.report.SlaMark.What;
import java.time.Duration;
import java.time.Instant;

/**
 * What happened on one desk under one SLA within a window.
 *
 * @param id hash of (desk, SLA, length, every, end)
 * @param start inclusive
 * @param end exclusive
 * @param length as the policy has it
 * @param every as the policy has it; the same as {@code length} if windows do not overlap
 * @param opened work items to which the SLA applies; one that was reopened counts again
 * @param acknowledged targets to acknowledge that stopped
 * @param resolved targets to resolve that stopped
 * @param met targets that stopped in time
 * @param breached deadlines that passed
 * @param compliance met ÷ (met + breached); null if there was neither
 * @param timeToAcknowledge of those acknowledged in the window; null if none was
 * @param timeToResolve of those resolved in the window; null if none was
 * @param backlog work items open under the SLA at the end of the window
 */
public record SlaWindow(
    String id,
    String desk,
    String sla,
    Instant start,
    Instant end,
    Duration length,
    Duration every,
    long opened,
    long acknowledged,
    long resolved,
    long met,
    long breached,
    Double compliance,
    Percentiles timeToAcknowledge,
    Percentiles timeToResolve,
    long backlog,
    Revision revision)
    implements SlaReport {

  /** A window as the sum of its slices; nothing that was said before is wrong. */
  static SlaWindow of(
      String desk, String sla, ReportSchedule.Ending ending, Slice sum, long backlog) {
    ReportWindow window = ending.window();
    long met = sum.count(What.MET);
    long breached = sum.count(What.BREACHED);
    return new SlaWindow(
        Identity.hash128(
            "sla-window",
            desk,
            sla,
            window.length().toString(),
            window.every().toString(),
            ending.end().toString()),
        desk,
        sla,
        ending.start(),
        ending.end(),
        window.length(),
        window.every(),
        sum.count(What.OPENED),
        sum.count(What.ACKNOWLEDGED),
        sum.count(What.RESOLVED),
        met,
        breached,
        met + breached == 0 ? null : (double) met / (met + breached),
        Percentiles.of(sum.toAcknowledge()),
        Percentiles.of(sum.toResolve()),
        backlog,
        Revision.ON_TIME);
  }

  /** The same, said because late data changed what had been said. */
  public SlaWindow revised() {
    return new SlaWindow(
        id,
        desk,
        sla,
        start,
        end,
        length,
        every,
        opened,
        acknowledged,
        resolved,
        met,
        breached,
        compliance,
        timeToAcknowledge,
        timeToResolve,
        backlog,
        Revision.REVISED);
  }

  @Override
  public String key() {
    return desk + "/" + sla;
  }

  /** False if nothing happened in the window. */
  public boolean tellsSomething() {
    return opened + acknowledged + resolved + met + breached != 0;
  }
}
