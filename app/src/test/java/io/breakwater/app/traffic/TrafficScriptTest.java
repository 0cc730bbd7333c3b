package io.breakwater.app.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.breakwater.app.traffic.TrafficScript.Message;
import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TrafficScriptTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final int COUNT = 20_000;

  @Test
  void theSameSeedGivesTheSameMessages() {
    assertThat(texts(messages(7))).isEqualTo(texts(messages(7))).isNotEqualTo(texts(messages(8)));
  }

  @Test
  void hasWhatRealProducersSend() {
    List<Message> messages = messages(1);
    double malformed = messages.stream().filter(m -> m.key().isEmpty()).count();
    assertThat(malformed / COUNT).isCloseTo(0.01, within(0.003));

    List<ExceptionEvent> events =
        messages.stream()
            .filter(m -> m.key().isPresent())
            .map(m -> Json.read(m.value(), ExceptionEvent.class))
            .toList();
    Map<String, Long> byId =
        events.stream()
            .collect(Collectors.groupingBy(ExceptionEvent::eventId, Collectors.counting()));
    assertThat((double) (events.size() - byId.size()) / COUNT).isCloseTo(0.03, within(0.01));
    Map<Kind, Long> kinds =
        events.stream().collect(Collectors.groupingBy(ExceptionEvent::kind, Collectors.counting()));
    assertThat(kinds.get(Kind.RESOLVED)).isLessThan(kinds.get(Kind.RAISED));
    assertThat((double) kinds.get(Kind.RESOLVED) / COUNT).isCloseTo(0.35, within(0.03));
    assertThat(events).anyMatch(e -> e.occurredAt().isBefore(NOON.minus(Duration.ofMinutes(5))));
  }

  @Test
  void theAverageRateIsTheRateAskedForWithBursts() {
    Bursts bursts = new Bursts(20);
    Duration due = Duration.ZERO;
    int inFiveMinutes = 0;
    while (due.compareTo(Duration.ofMinutes(5)) < 0) {
      due = due.plus(bursts.gapAfter(due));
      inFiveMinutes++;
    }
    assertThat(inFiveMinutes / 300.0).isCloseTo(20, within(0.5));
    assertThat(bursts.gapAfter(Duration.ofSeconds(28)))
        .isLessThan(bursts.gapAfter(Duration.ofSeconds(10)).dividedBy(2));
  }

  private static List<Message> messages(long seed) {
    TrafficScript script = new TrafficScript(seed, "test");
    List<Message> messages = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      messages.add(script.next(NOON.plusMillis(i)));
    }
    return messages;
  }

  private static List<String> texts(List<Message> messages) {
    return messages.stream().map(m -> new String(m.value(), StandardCharsets.UTF_8)).toList();
  }
}
