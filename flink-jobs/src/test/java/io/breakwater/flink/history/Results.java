package io.breakwater.flink.history;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.domain.incident.IncidentEvent;
import io.breakwater.domain.sla.report.SlaReport;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the jobs made of a history. Only what the history says is in it, and nothing of how it
 * arrived.
 *
 * @param scored by event id, see {@link ScoredTopic#withoutOrigins}
 * @param incidents everything that was said of each incident, by its id: the records in their
 *     order, without those that a restart repeated
 * @param standing the last record of each incident
 * @param report the last record of every id
 */
record Results(
    Map<String, JsonNode> scored,
    Map<String, List<IncidentEvent>> incidents,
    Map<String, IncidentEvent> standing,
    Map<String, SlaReport> report) {

  Stream<IncidentEvent> said() {
    return incidents.values().stream().flatMap(List::stream);
  }

  <T extends SlaReport> Stream<T> reported(Class<T> type) {
    return report.values().stream().filter(type::isInstance).map(type::cast);
  }
}
