package io.breakwater.domain.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.identity.Identity;
import io.breakwater.domain.incident.IncidentEvent.Change;
import io.breakwater.domain.json.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** An incident says what fits together, or is refused with the field, the value and the remedy. */
class IncidentEventTest {

  private static final Instant NOON = Instant.parse("2026-03-31T12:00:00Z");
  private static final String EVENT = Identity.hash128("event", "bank-1", "E-1");
  private static final String ID = Identity.incidentId("by-market", "XETR", EVENT);
  private static final String OTHER = Identity.incidentId("by-market", "XLON", EVENT);
  private static final IncidentMember MEMBER = new IncidentMember("bank-1", "E-1", EVENT);

  private static IncidentEvent incident(
      Change change, List<IncidentMember> members, Map<String, String> top, String mergedInto) {
    return new IncidentEvent(
        ID,
        change,
        "by-market",
        "XETR",
        members,
        null,
        3,
        NOON,
        NOON.plusSeconds(60),
        top,
        80,
        Priority.P1,
        null,
        mergedInto,
        null,
        false,
        "bank@2026.1",
        Identity.hash128("trace", "T"),
        NOON.plusSeconds(60));
  }

  private static ObjectNode json() {
    IncidentEvent opened = incident(Change.OPENED, List.of(MEMBER), Map.of("market", "XETR"), null);
    return Json.mapper().valueToTree(opened);
  }

  private static void assertRefused(ObjectNode incident, String message) {
    assertThatThrownBy(() -> Json.read(Json.bytes(incident), IncidentEvent.class))
        .hasRootCauseInstanceOf(IllegalArgumentException.class)
        .rootCause()
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          incident_id    | "I-1"   | incident_id is "I-1"; give 32 lower-case hex digits
          rule           | " "     | rule is " "; give the correlation rule's name in the policy
          members        | []      | members is []; name at least the first member
          members        | [null]  | members[0] is missing; leave out what is no member
          member_count   | 0       | member_count is 0; count at least the 1 that members lists
          last_at        | "2026-03-31T11:00:00Z" | last_at is 2026-03-31T11:00:00Z; it must not be before first_at, which is 2026-03-31T12:00:00Z
          top_attributes | {"a":null} | top_attributes.a is missing; leave out what has no value
          score          | -1      | score is -1; give 0 to 100
          score          | 101     | score is 101; give 0 to 100
          policy_version | ""      | policy_version is ""; give policy@version
          trace_id       | "4BF92F3577B34DA6A3CE929D0E0E4736" | trace_id is "4BF92F3577B34DA6A3CE929D0E0E4736"; give 32 lower-case hex digits
          merged_into    | "I-2"   | merged_into is "I-2"; leave it out: change is OPENED
          parent_id      | "I-3"   | parent_id is "I-3"; give 32 lower-case hex digits
          change         | "MERGED" | merged_into is missing; give 32 lower-case hex digits
          """)
  void aWrongValueIsRefused(String field, String value, String message) throws IOException {
    JsonNode wrong = Json.mapper().readTree(value);

    assertRefused(json().set(field, wrong), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          incident_id    | give 32 lower-case hex digits
          change         | give OPENED, GREW, REVISED, MERGED or CLOSED
          rule           | give the correlation rule's name in the policy
          key            | give the values that the rule groups by, or an empty text
          members        | name at least the first member
          first_at       | give the earliest member's event time
          last_at        | give the latest member's event time
          priority       | give P1, P2, P3 or P4
          policy_version | give policy@version
          trace_id       | give 32 lower-case hex digits
          occurred_at    | give the change's event time
          """)
  void aMissingFieldIsRefused(String field, String remedy) {
    ObjectNode incident = json();
    incident.remove(field);

    assertRefused(incident, field + " is missing; " + remedy);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          source_id    | source_id is ""; give the source of the member's exception
          exception_id | exception_id is ""; give the id of the member's exception
          event_id     | event_id is ""; give 32 lower-case hex digits
          """)
  void aMemberWithoutIdentityIsRefused(String field, String message) {
    ObjectNode incident = json();
    ((ObjectNode) incident.get("members").get(0)).put(field, "");

    assertRefused(incident, message);
  }

  @Test
  void aMemberIsListedOnce() {
    assertThatThrownBy(() -> incident(Change.GREW, List.of(MEMBER, MEMBER), Map.of(), null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("members[1] is " + MEMBER + "; name it only once");
  }

  @Test
  void anIncidentDoesNotMergeIntoItself() {
    assertThatThrownBy(() -> incident(Change.MERGED, List.of(MEMBER), Map.of(), ID))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("merged_into is \"" + ID + "\"; name another incident than the one that ends");
  }

  @ParameterizedTest
  @EnumSource(Change.class)
  void everyChangeIsWrittenAndReadBack(Change change) {
    IncidentEvent incident =
        incident(change, List.of(MEMBER), null, change == Change.MERGED ? OTHER : null);

    assertThat(Json.read(Json.bytes(incident), IncidentEvent.class)).isEqualTo(incident);
    assertThat(incident.topAttributes()).isEmpty();
    assertThat(incident.joined()).isEmpty();
    assertThat(incident.contributions()).isEmpty();
  }

  @Test
  void whatItHoldsDoesNotChange() {
    List<IncidentMember> members = new ArrayList<>(List.of(MEMBER));
    Map<String, String> top = new HashMap<>(Map.of("market", "XETR"));
    IncidentEvent incident = incident(Change.OPENED, members, top, null);
    members.clear();
    top.clear();

    assertThat(incident.members()).containsExactly(MEMBER);
    assertThat(incident.topAttributes()).containsExactly(Map.entry("market", "XETR"));
  }
}
