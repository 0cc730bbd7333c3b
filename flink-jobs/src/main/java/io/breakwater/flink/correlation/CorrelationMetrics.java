package io.breakwater.flink.correlation;

import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.MetricGroup;

/**
 * The job's own metrics. The Prometheus reporter shows them as {@code
 * flink_taskmanager_job_task_operator_breakwater_correlation_NAME}.
 */
final class CorrelationMetrics {
  private CorrelationMetrics() {}

  static MetricGroup group(RuntimeContext context) {
    return context.getMetricGroup().addGroup("breakwater").addGroup("correlation");
  }
}
