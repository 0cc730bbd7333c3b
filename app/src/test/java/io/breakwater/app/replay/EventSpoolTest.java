package io.breakwater.app.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventSpoolTest {
  private static final Instant NOON = Instant.parse("2011-07-01T12:00:00Z");

  @Test
  void ordersByEventTimeThenKindThenFile() throws IOException {
    assertThat(
            sorted(
                event("late", Kind.RAISED, NOON.plusSeconds(1)),
                event("b", Kind.RESOLVED, NOON),
                event("b", Kind.RAISED, NOON),
                event("a", Kind.RAISED, NOON),
                event("early", Kind.RESOLVED, NOON.minusSeconds(1))))
        .containsExactly("early RESOLVED", "b RAISED", "a RAISED", "b RESOLVED", "late RAISED");
  }

  @Test
  void keepsKeyAndBytes() throws IOException {
    try (EventSpool spool = new EventSpool()) {
      ExceptionEvent event = event("é", Kind.RAISED, NOON);
      spool.add(event);
      spool.sort();
      EventSpool.Spooled spooled = spool.iterator().next();
      assertThat(new String(spooled.key(), StandardCharsets.UTF_8)).isEqualTo(event.key());
      assertThat(spooled.value()).isEqualTo(Json.bytes(event));
    }
  }

  private static List<String> sorted(ExceptionEvent... events) throws IOException {
    List<String> order = new ArrayList<>();
    try (EventSpool spool = new EventSpool()) {
      List.of(events).forEach(spool::add);
      spool.sort();
      for (EventSpool.Spooled spooled : spool) {
        ExceptionEvent event = Json.read(spooled.value(), ExceptionEvent.class);
        order.add(event.exceptionId() + " " + event.kind());
      }
    }
    return order;
  }

  private static ExceptionEvent event(String id, Kind kind, Instant at) {
    return new ExceptionEvent(id, "test", kind, "a.b", null, at, null, null, null, Map.of());
  }
}
