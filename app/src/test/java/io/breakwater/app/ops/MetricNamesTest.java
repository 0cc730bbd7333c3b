package io.breakwater.app.ops;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricNamesTest {

  @Test
  void namesAreReadFromAnExpression() {
    assertThat(
            MetricNames.in(
                "sum by (desk) (rate(breakwater_sla_breached_total{live=\"true\"}[5m]))"
                    + " / on () flink_jobmanager_job_numRestarts > 0"))
        .containsExactly("breakwater_sla_breached_total", "flink_jobmanager_job_numRestarts");
  }

  @Test
  void whatAStringSaysIsNoMetric() {
    assertThat(MetricNames.in("up{job=\"breakwater_node\"} + breakwater_intake_lag"))
        .containsExactly("breakwater_intake_lag");
  }

  @Test
  void namesAreReadFromAScrape() {
    assertThat(
            MetricNames.exported(
                """
                # HELP breakwater_intake_lag records
                # TYPE breakwater_intake_lag gauge
                breakwater_intake_lag 0.0
                breakwater_sla_lateness_seconds_bucket{le="+Inf"} 3
                """))
        .containsExactly("breakwater_intake_lag", "breakwater_sla_lateness_seconds_bucket");
  }
}
