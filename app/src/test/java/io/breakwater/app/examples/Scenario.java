package io.breakwater.app.examples;

import io.breakwater.app.replay.EventMapper;
import io.breakwater.app.replay.HistoryReader;
import io.breakwater.app.replay.Mapping;
import io.breakwater.domain.event.ExceptionEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The alerts of one site, and beside them what only a judge may know.
 *
 * @param alerts in event-time order, as a replay sends them
 * @param phases the phase of the attack in which an alert came, by event id; none for the others
 */
record Scenario(String name, List<ExceptionEvent> alerts, Map<String, String> phases) {

  private static final String NO_ATTACK = "false_positive";

  /** One scenario for each file of an archive, by name. */
  static List<Scenario> read(Path archive, Mapping mapping) throws IOException {
    Map<String, Scenario> byFile = new TreeMap<>();
    EventMapper mapper = new EventMapper(mapping);
    HistoryReader reader =
        new HistoryReader(
            mapping.format(),
            row -> {
              Scenario scenario =
                  byFile.computeIfAbsent(
                      row.file(), name -> new Scenario(name, new ArrayList<>(), new HashMap<>()));
              ExceptionEvent alert = mapper.events(row).get(0);
              scenario.alerts.add(alert);
              String phase = row.value("time_label");
              if (!phase.equals(NO_ATTACK)) {
                scenario.phases.put(alert.eventId(), phase);
              }
            },
            (where, why) -> {
              throw new IllegalStateException(where + ": " + why);
            });
    reader.read(archive, count -> {});
    for (Scenario scenario : byFile.values()) {
      scenario.alerts.sort(Comparator.comparing(ExceptionEvent::occurredAt));
    }
    return List.copyOf(byFile.values());
  }

  @Override
  public String toString() {
    return name;
  }
}
