package io.breakwater.domain.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EventBatchTest {

  private static final String EVENT =
      "{\"exception_id\":\"Ü1\",\"source_id\":\"s\",\"type\":\"a.b\","
          + "\"occurred_at\":\"2026-03-31T15:12:00Z\"}";

  private final EventReader reader = new EventReader(EventLimits.DEFAULT);

  private EventBatch read(String body, boolean cloudEvents) {
    return EventBatch.read(reader, body.getBytes(UTF_8), cloudEvents, 3);
  }

  private List<EventBatch.Element> elements(String body) {
    assertThat(read(body, false)).isInstanceOf(EventBatch.Elements.class);
    return ((EventBatch.Elements) read(body, false)).elements();
  }

  private RejectionCode refusal(String body) {
    assertThat(read(body, false)).isInstanceOf(EventBatch.Refused.class);
    return ((EventBatch.Refused) read(body, false)).rejection().code();
  }

  @Test
  void everyElementKeepsItsOwnBytes() {
    List<EventBatch.Element> elements =
        elements(" [ " + EVENT + " ,\n" + EVENT.replace("a.b", "c.d") + "]");

    assertThat(elements).hasSize(2);
    assertThat(new String(elements.get(0).value(), UTF_8)).isEqualTo(EVENT);
    assertThat(new String(elements.get(1).value(), UTF_8)).isEqualTo(EVENT.replace("a.b", "c.d"));
    assertThat(elements).allMatch(e -> e.reading() instanceof Reading.Accepted);
  }

  @Test
  void aWrongElementDoesNotSpoilTheOthers() {
    List<EventBatch.Element> elements = elements("[17, \"té\\\"xt\", " + EVENT + "]");

    assertThat(elements).hasSize(3);
    assertThat(new String(elements.get(0).value(), UTF_8)).isEqualTo("17");
    assertThat(new String(elements.get(1).value(), UTF_8)).isEqualTo("\"té\\\"xt\"");
    assertThat(elements.get(2).reading()).isInstanceOf(Reading.Accepted.class);
  }

  @Test
  void inACloudEventsBatchABareObjectIsNoCloudEvent() {
    EventBatch batch = read("[" + EVENT + "]", true);

    assertThat(((EventBatch.Elements) batch).elements().get(0).reading())
        .isInstanceOfSatisfying(
            Reading.Rejected.class,
            r -> assertThat(r.rejection().code()).isEqualTo(RejectionCode.NOT_A_CLOUDEVENT));
  }

  @Test
  void whatIsNoBatchIsRefusedAsAWhole() {
    assertThat(elements("[]")).isEmpty();
    assertThat(refusal(EVENT)).isEqualTo(RejectionCode.NOT_AN_OBJECT);
    assertThat(refusal("")).isEqualTo(RejectionCode.NOT_AN_OBJECT);
    assertThat(refusal("[1,2")).isEqualTo(RejectionCode.NOT_JSON);
    assertThat(refusal("[1] x")).isEqualTo(RejectionCode.NOT_JSON);
    assertThat(refusal("[1] [2]")).isEqualTo(RejectionCode.NOT_JSON);
    assertThat(refusal("[1,2,3,4]")).isEqualTo(RejectionCode.TOO_LARGE);
    assertThat(refusal("[".repeat(1000))).isEqualTo(RejectionCode.TOO_DEEP);
  }
}
