package io.breakwater.flink.slareport;

import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.MetricGroup;

/**
 * The job's own metrics. The Prometheus reporter shows them as {@code
 * flink_taskmanager_job_task_operator_breakwater_sla_report_NAME}.
 */
final class SlaReportMetrics {
  private SlaReportMetrics() {}

  static MetricGroup group(RuntimeContext context) {
    return context.getMetricGroup().addGroup("breakwater").addGroup("sla_report");
  }
}
