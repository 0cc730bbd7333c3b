package io.breakwater.routing.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.incident.IncidentEvent.Change;
import io.breakwater.domain.incident.IncidentKey;
import io.breakwater.domain.incident.IncidentSummary;
import io.breakwater.domain.routing.DecisionRecord;
import io.breakwater.domain.routing.Hold;
import io.breakwater.domain.routing.Instructions;
import io.breakwater.domain.work.WorkItemEvent;
import io.breakwater.domain.work.WorkItemState;
import io.breakwater.routing.Incidents;
import io.breakwater.routing.Scored;
import java.io.IOException;
import java.io.NotSerializableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WorkItemEventSerializerTest {

  private static final ScoredException RAISED = Scored.of("X-1", Kind.RAISED, 0, 1);
  private static final ScoredException AGAIN = Scored.of("X-1", Kind.RAISED, 90, 4);
  private static final String TRACE = RAISED.trace().traceId();
  private static final DecisionRecord DECISION =
      new DecisionRecord(
          "payments",
          List.of("payments"),
          List.of(new DecisionRecord.Candidate("payments", true, "matched")),
          "bank@1",
          Map.of("priority", "P2"));

  /** One of every type, as version 1 writes it. */
  private static final List<WorkItemEvent> EVERY_TYPE =
      List.of(
          new WorkItemEvent.Opened(
              "0af7651916cd43dd8448eb211c80319c",
              RAISED,
              "payments",
              DECISION,
              WorkItemState.QUEUED,
              TRACE,
              Scored.NOON,
              "upstream"),
          new WorkItemEvent.Updated(
              "e2",
              RAISED.origin(),
              Kind.UPDATED,
              70,
              RAISED.priority(),
              null,
              "b7ad6b7169203331b7ad6b7169203331",
              TRACE,
              Scored.NOON.plusSeconds(10),
              "upstream"),
          new WorkItemEvent.Assigned(
              "payments",
              "ana",
              "least loaded",
              TRACE,
              Scored.NOON.plusSeconds(20),
              "desk:payments"),
          new WorkItemEvent.Acknowledged("payments", TRACE, Scored.NOON.plusSeconds(30), "ana"),
          new WorkItemEvent.Resolved(
              "payments",
              null,
              null,
              "fixed",
              "amended the SSI",
              TRACE,
              Scored.NOON.plusSeconds(40),
              "ana"),
          new WorkItemEvent.Reopened(
              "payments", AGAIN, TRACE, Scored.NOON.plusSeconds(90), "upstream"),
          new WorkItemEvent.Closed("payments", TRACE, Scored.NOON.plusSeconds(99), "policy"));

  private static final IncidentSummary INCIDENT =
      IncidentSummary.of(
          Incidents.of("ACME", Change.OPENED, 3, 60), Duration.ofMinutes(10), Duration.ofHours(1));
  private static final Hold HOLD =
      new Hold(Scored.NOON.plusSeconds(30), List.of(IncidentKey.of("by-counterparty", "ACME")));

  /** What was added to version 1 for incidents: readers of version 1 ignore the fields. */
  private static final List<WorkItemEvent> OF_INCIDENTS =
      List.of(
          new WorkItemEvent.Opened(
              "0af7651916cd43dd8448eb211c80319c",
              RAISED,
              "payments",
              DECISION.held(HOLD),
              WorkItemState.HELD,
              INCIDENT,
              TRACE,
              Scored.NOON,
              "upstream"),
          new WorkItemEvent.Updated(
              "e2",
              RAISED.origin(),
              Kind.UPDATED,
              70,
              RAISED.priority(),
              null,
              INCIDENT,
              TRACE,
              TRACE,
              Scored.NOON.plusSeconds(10),
              "upstream"),
          new WorkItemEvent.Reopened(
              "payments", AGAIN, HOLD, INCIDENT, TRACE, Scored.NOON.plusSeconds(90), "upstream"),
          new WorkItemEvent.Absorbed(
              "payments",
              INCIDENT.incidentId(),
              "0af7651916cd43dd8448eb211c80319c",
              TRACE,
              Scored.NOON.plusSeconds(91),
              "policy"),
          new WorkItemEvent.Released("payments", TRACE, Scored.NOON.plusSeconds(92), "policy"));

  /** What was added to version 1 for routing trees: readers before it ignore the fields. */
  private static final List<WorkItemEvent> OF_ROUTING =
      List.of(
          new WorkItemEvent.Opened(
              "0af7651916cd43dd8448eb211c80319c",
              RAISED,
              "payments",
              new DecisionRecord(
                  "payments",
                  List.of("payments"),
                  List.of(new DecisionRecord.Candidate("payments", true, "matched")),
                  "bank@1",
                  Map.of("priority", "P2"),
                  null,
                  List.of("audit"),
                  List.of("front has 2 of 2: overflows from 2 to payments"),
                  new Instructions(
                      Priority.P1,
                      List.of("large"),
                      Map.of("fx", 2),
                      "ACME",
                      Duration.ofHours(24),
                      null,
                      null)),
              WorkItemState.QUEUED,
              TRACE,
              Scored.NOON,
              "upstream"));

  private final WorkItemEventSerializer serializer = new WorkItemEventSerializer();

  @Test
  void whatIsWrittenIsReadBack() throws Exception {
    for (WorkItemEvent event : all()) {
      assertThat(serializer.fromBinary(serializer.toBinary(event), serializer.manifest(event)))
          .isEqualTo(event);
    }
  }

  /** The file is what version 1 wrote, one event a line: never write it again, only add files. */
  @Test
  void whatVersion1StoredStaysReadable() throws Exception {
    List<WorkItemEvent> stored = new ArrayList<>();
    for (String line : lines("/journal/work-item-event-1.hex")) {
      stored.add(serializer.fromBinary(HexFormat.of().parseHex(line), "work-item-event:1"));
    }
    assertThat(stored).isEqualTo(EVERY_TYPE);
  }

  /** Written when incidents came; never write it again. */
  @Test
  void whatWasStoredOfIncidentsStaysReadable() throws Exception {
    List<WorkItemEvent> stored = new ArrayList<>();
    for (String line : lines("/journal/work-item-event-1-incidents.hex")) {
      stored.add(serializer.fromBinary(HexFormat.of().parseHex(line), "work-item-event:1"));
    }
    assertThat(stored).isEqualTo(OF_INCIDENTS);
  }

  /** Written when routing trees came; never write it again. */
  @Test
  void whatWasStoredOfRoutingStaysReadable() throws Exception {
    List<WorkItemEvent> stored = new ArrayList<>();
    for (String line : lines("/journal/work-item-event-1-routing.hex")) {
      stored.add(serializer.fromBinary(HexFormat.of().parseHex(line), "work-item-event:1"));
    }
    assertThat(stored).isEqualTo(OF_ROUTING);
  }

  /** Written when people could do more with an item; never write it again. */
  @Test
  void whatWasStoredOfItsLifeStaysReadable() throws Exception {
    List<WorkItemEvent> stored = new ArrayList<>();
    for (String line : lines("/journal/work-item-event-1-life.hex")) {
      stored.add(serializer.fromBinary(HexFormat.of().parseHex(line), "work-item-event:1"));
    }
    assertThat(stored).isEqualTo(LifeEvents.ALL);
  }

  @Test
  void everyTypeThereIsHasASample() {
    Set<Class<?>> sampled = all().stream().map(Object::getClass).collect(Collectors.toSet());
    Set<Class<?>> types =
        Stream.of(WorkItemEvent.class.getAnnotation(JsonSubTypes.class).value())
            .map(JsonSubTypes.Type::value)
            .collect(Collectors.toSet());
    assertThat(sampled).isEqualTo(types);
  }

  private static List<WorkItemEvent> all() {
    return Stream.of(EVERY_TYPE, OF_INCIDENTS, LifeEvents.ALL, OF_ROUTING)
        .flatMap(List::stream)
        .toList();
  }

  @Test
  void aFieldOfANewerVersionIsIgnored() throws Exception {
    byte[] closed = serializer.toBinary(EVERY_TYPE.get(6));
    String hex = HexFormat.of().formatHex(closed);
    assertThat(hex).endsWith("ff");
    // "new_field": 1 before the break that ends the map
    String newer = hex.substring(0, hex.length() - 2) + "696e65775f6669656c6401" + "ff";

    assertThat(serializer.fromBinary(HexFormat.of().parseHex(newer), "work-item-event:1"))
        .isEqualTo(EVERY_TYPE.get(6));
  }

  @Test
  void anUnknownFormIsRefusedWithItsName() {
    assertThatThrownBy(() -> serializer.fromBinary(new byte[] {1}, "work-item-event:9"))
        .isInstanceOf(NotSerializableException.class)
        .hasMessageContaining("work-item-event:9");
  }

  private static List<String> lines(String resource) throws IOException {
    return new String(
            WorkItemEventSerializerTest.class.getResourceAsStream(resource).readAllBytes(),
            StandardCharsets.UTF_8)
        .lines()
        .toList();
  }

  /** Prints what this version writes, for the file of a new version. */
  public static void main(String[] args) {
    for (WorkItemEvent event : all()) {
      System.out.println(HexFormat.of().formatHex(new WorkItemEventSerializer().toBinary(event)));
    }
  }
}
