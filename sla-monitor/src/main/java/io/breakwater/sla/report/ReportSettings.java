package io.breakwater.sla.report;

import com.typesafe.config.Config;

/**
 * How topic {@code sla-report} is read.
 *
 * @param groupId the consumer group that shares out its partitions
 */
public record ReportSettings(String groupId) {

  public ReportSettings {
    if (groupId.isBlank()) {
      throw new IllegalArgumentException(
          "breakwater.sla.report.group-id is empty; give the consumer group a name");
    }
  }

  /** Reads section {@code breakwater.sla.report}. */
  public static ReportSettings from(Config config) {
    return new ReportSettings(config.getString("breakwater.sla.report.group-id"));
  }
}
