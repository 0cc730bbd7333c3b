package io.breakwater.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.breakwater.domain.json.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class FlowTableTest {

  @Test
  void whatIsThereIsShownAndWhatIsMissingSaysWhy() throws JsonProcessingException {
    String flow =
        """
        {"at": "2026-03-02T10:15:30Z",
         "cluster": {"size": 3, "nodes": [
           {"address": "breakwater@a:7000", "status": "Up", "reachable": true,
            "roles": ["intake", "routing"], "self": true},
           {"address": "breakwater@b:7000", "status": "Up", "reachable": false, "roles": ["sla"]}]},
         "jobs": [
           {"name": "scoring", "state": "RUNNING", "restarts": 0, "watermark_delay_ms": 6000,
            "in": [{"name": "exceptions", "records_per_second": 1234.5, "pending": 7}],
            "out": [{"name": "scored", "records_per_second": 2.25}],
            "busy": 0.504, "backpressure": 0,
            "checkpoint": {"age_ms": 45000, "duration_ms": 42, "size_bytes": 2048},
            "problems": {}},
           {"name": "correlation", "state": "ABSENT", "problems": {"throughput": "Why."}}],
         "consumers": [{"group": "breakwater-routing", "topic": "breakwater.scored", "lag": 12}],
         "problems": {"consumers": "Kafka."}}
        """;
    StringWriter out = new StringWriter();
    FlowTable.print(Json.mapper().readTree(flow), new PrintWriter(out));
    assertThat(out.toString())
        .containsPattern("breakwater@a:7000 +Up +intake,routing")
        .containsPattern("breakwater@b:7000 +unreachable +sla")
        .containsPattern("1 more +missing")
        .containsPattern("scoring +RUNNING +1,235 +2.3 +7 +6,000 ms +50% +0% +45 s ago +42 ms")
        .containsPattern("correlation +ABSENT +- ")
        .containsPattern("scoring +reads +exceptions +1,235 +7")
        .containsPattern("breakwater-routing +breakwater.scored +12")
        .contains("! consumers: Kafka.", "! correlation.throughput: Why.");
  }
}
