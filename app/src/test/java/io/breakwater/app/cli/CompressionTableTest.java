package io.breakwater.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.breakwater.domain.json.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class CompressionTableTest {

  @Test
  void ratiosAreOfAlertsAndOfMembersAndAbsentWithoutAnIncident() throws JsonProcessingException {
    String report =
        """
        {"alerts": 5040, "incidents": 90, "members": 4100, "ratio": 56.0, "open": 2, "closed": 88,
         "merged": 3,
         "by_rule": [{"rule": "host-attack", "incidents": 90, "members": 4100, "ratio": 45.55,
                      "open": 2, "closed": 88, "merged": 3}],
         "by_priority": [{"priority": "P3", "alerts": 40, "incidents": 0, "members": 0}],
         "by_day": [{"day": "2026-03-02", "alerts": 5040, "incidents": 90, "members": 4100,
                     "ratio": 56.0}]}
        """;
    StringWriter out = new StringWriter();
    CompressionTable.print(Json.mapper().readTree(report), new PrintWriter(out));
    assertThat(out.toString())
        .startsWith("5,040 alerts, 90 incidents: 56.0 : 1. 2 open, 88 closed; 3 more merged")
        .containsPattern("host-attack +90 +4100 +2 +88 +3 +45\\.[56] : 1")
        .containsPattern("P3 +40 +0 +0 +-")
        .containsPattern("2026-03-02 +5040 +90 +4100 +56.0 : 1");
  }
}
