package io.breakwater.app.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The mapping file and what it makes of a row. */
class MappingTest {
  private static final String MINIMAL =
      """
      events: [{occurred_at: at}]
      fields: {exception_id: "{{ id }}", source_id: test, type: a.b}
      """;

  @Test
  void bostonsRowBecomesARaisedAndAResolvedEvent() throws IOException {
    List<ExceptionEvent> events = new EventMapper(boston()).events(bostonRow(Map.of()));
    assertThat(events).extracting(ExceptionEvent::kind).containsExactly(Kind.RAISED, Kind.RESOLVED);
    ExceptionEvent raised = events.get(0);
    assertThat(raised.exceptionId()).isEqualTo("101000295613");
    assertThat(raised.sourceId()).isEqualTo("Employee Generated");
    assertThat(raised.type()).isEqualTo("city.street-light-outages");
    assertThat(raised.deskHint()).isEqualTo("PWDx_Street Light Outages");
    assertThat(raised.severity()).isEqualTo(Severity.MEDIUM);
    assertThat(raised.occurredAt()).isEqualTo(Instant.parse("2011-07-01T05:32:33Z"));
    assertThat(raised.attributes()).containsEntry("ward", "Ward 17").doesNotContainKey("reason");
    assertThat(events.get(1).occurredAt()).isEqualTo(Instant.parse("2011-07-01T09:06:58Z"));
  }

  @Test
  void anOpenRequestHasNoResolvedEvent() throws IOException {
    assertThat(new EventMapper(boston()).events(bostonRow(Map.of("closed_dt", ""))))
        .extracting(ExceptionEvent::kind)
        .containsExactly(Kind.RAISED);
  }

  @Test
  void aRowWithoutIdentityIsRefusedWithItsField() throws IOException {
    assertThatThrownBy(
            () -> new EventMapper(boston()).events(bostonRow(Map.of("case_enquiry_id", " "))))
        .isInstanceOf(RowException.class)
        .hasMessage("EXCEPTION_ID is empty: its template is '{{ case_enquiry_id }}'");
  }

  @Test
  void anAlertsRowKeepsItsLabelsToItself() throws IOException {
    Map<String, String> values =
        Map.of(
            "time", "1642118409",
            "name", "AMiner: New event type.",
            "ip", "192.0.2.7",
            "host", "mail",
            "time_label", "dirb",
            "event_label", "-");
    EventMapper mapper = new EventMapper(example("ait-alerts"));
    ExceptionEvent event = mapper.events(new Row("site.txt", 7, values)).get(0);
    assertThat(event.type()).isEqualTo("alert.aminer-new-event-type");
    assertThat(event.occurredAt()).isEqualTo(Instant.parse("2022-01-14T00:00:09Z"));
    assertThat(event.attributes())
        .containsExactlyInAnyOrderEntriesOf(Map.of("host", "mail", "ip", "192.0.2.7"));
    ExceptionEvent twin = mapper.events(new Row("site.txt", 8, values)).get(0);
    assertThat(twin.eventId()).isNotEqualTo(event.eventId());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "format: xml; format 'xml' is neither csv nor json-lines",
        "time_zone: Boston; time_zone 'Boston' is unknown: use a name such as America/New_York",
        "timezone: UTC; the mapping: there is no 'timezone'",
        "time_format: 'yyyy-bb'; time_format 'yyyy-bb' is neither",
        "delimiter: ', '; delimiter ', ' must be one character",
        "attributes: [a]; attributes must be a map",
      })
  void namesWhatIsWrong(String line, String message) {
    assertThatThrownBy(() -> MappingParser.parse(line + "\n" + MINIMAL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void identityIsRequired() {
    assertThatThrownBy(
            () -> MappingParser.parse(MINIMAL.replace("exception_id: \"{{ id }}\", ", "")))
        .hasMessage("fields: exception_id is missing: every exception event has one");
    assertThatThrownBy(() -> MappingParser.parse(MINIMAL.replace("{occurred_at: at}", "")))
        .hasMessageStartingWith("events is empty");
  }

  private static Mapping boston() throws IOException {
    return example("boston-311");
  }

  private static Mapping example(String name) throws IOException {
    return MappingParser.parse(Files.readString(Path.of("..", "examples", name, "mapping.yaml")));
  }

  private static Row bostonRow(Map<String, String> changes) {
    Map<String, String> values =
        new HashMap<>(
            Map.of(
                "case_enquiry_id", "101000295613",
                "open_dt", "2011-07-01 01:32:33",
                "closed_dt", "2011-07-01 05:06:58",
                "type", "Street Light Outages",
                "queue", "PWDx_Street Light Outages",
                "ward", "Ward 17",
                "source", "Employee Generated"));
    values.putAll(changes);
    return new Row("test", 2, values);
  }
}
