package io.breakwater.domain.policy;

import io.breakwater.domain.sla.report.ReportWindow;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/**
 * What the SLA report counts.
 *
 * @param zone whose midnights begin days
 */
public record SlaReportPolicy(ZoneId zone, List<ReportWindow> windows) {

  /** Days in UTC. */
  public static final SlaReportPolicy DEFAULT =
      new SlaReportPolicy(
          ZoneOffset.UTC, List.of(new ReportWindow(Duration.ofDays(1), Duration.ofDays(1))));
}
