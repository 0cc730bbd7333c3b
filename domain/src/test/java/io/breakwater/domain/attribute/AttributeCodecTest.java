package io.breakwater.domain.attribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Origin;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.trace.TraceContext;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AttributeCodecTest {

  private static final ScoredException SCORED = scored(Map.of("market", "XETR", "iban", "DE89"));

  @AfterEach
  void backToClear() {
    StoredAttributes.use(AttributeCodec.CLEAR);
  }

  @Test
  void inTheClearTheJsonIsThePlainMap() {
    String json = Json.text(SCORED);

    assertThat(json).contains("\"iban\":\"DE89\"");
    assertThat(Json.read(Json.bytes(SCORED), ScoredException.class)).isEqualTo(SCORED);
  }

  @Test
  void aProtectingCodecReachesTheRecordsThatHoldAnEvent() {
    StoredAttributes.use(new Reversing(Set.of("iban")));

    byte[] json = Json.bytes(SCORED);

    assertThat(new String(json, StandardCharsets.UTF_8))
        .contains("\"iban\":\"sealed:98ED\"")
        .contains("\"market\":\"XETR\"")
        .doesNotContain("DE89");
    assertThat(Json.read(json, ScoredException.class)).isEqualTo(SCORED);
  }

  @Test
  void whatWasWrittenInTheClearIsStillRead() {
    byte[] old = Json.bytes(SCORED);

    StoredAttributes.use(new Reversing(Set.of("iban")));

    assertThat(Json.read(old, ScoredException.class)).isEqualTo(SCORED);
  }

  @Test
  void aWriterOrReaderCanHaveACodecOfItsOwn() throws Exception {
    StoredAttributes.use(new Reversing(Set.of("iban")));
    ObjectWriter forAReader = AttributeCodec.clear(Json.mapper().writer());
    ObjectReader without =
        Json.mapper()
            .readerFor(ScoredException.class)
            .withAttribute(AttributeCodec.class, AttributeCodec.CLEAR);

    assertThat(forAReader.writeValueAsString(SCORED)).contains("\"iban\":\"DE89\"");
    ScoredException sealed = without.readValue(Json.bytes(SCORED));
    assertThat(sealed.event().attributes()).containsEntry("iban", "sealed:98ED");
  }

  @Test
  void attributesThatAreNoMapOfStringsAreRefused() {
    for (String attributes : List.of("[]", "\"x\"", "{\"a\": {}}", "{\"a\": [1]}")) {
      byte[] json =
          """
          {"exception_id":"x","source_id":"s","type":"t","occurred_at":"2026-01-01T00:00:00Z",
           "attributes":%s}"""
              .formatted(attributes)
              .getBytes(StandardCharsets.UTF_8);
      assertThatThrownBy(() -> Json.read(json, ExceptionEvent.class))
          .isInstanceOf(UncheckedIOException.class);
    }
  }

  /** Stands for encryption: what matters is that the stored value is another one. */
  private record Reversing(Set<String> personal) implements AttributeCodec {
    private static final String SEALED = "sealed:";

    @Override
    public Map<String, String> encode(Map<String, String> attributes) {
      return mapped(attributes, value -> SEALED + new StringBuilder(value).reverse());
    }

    @Override
    public Map<String, String> decode(Map<String, String> stored) {
      return mapped(
          stored,
          value ->
              value.startsWith(SEALED)
                  ? new StringBuilder(value.substring(SEALED.length())).reverse().toString()
                  : value);
    }

    private Map<String, String> mapped(
        Map<String, String> attributes, UnaryOperator<String> change) {
      Map<String, String> changed = new HashMap<>(attributes);
      changed.replaceAll((key, value) -> personal.contains(key) ? change.apply(value) : value);
      return changed;
    }
  }

  private static ScoredException scored(Map<String, String> attributes) {
    Instant at = Instant.parse("2026-01-01T00:00:00Z");
    return new ScoredException(
        "e",
        new ExceptionEvent("x", "s", null, "t", null, at, null, null, null, attributes),
        TraceContext.mint("exceptions", 0, 1),
        new Origin("exceptions", 0, 1, at),
        30,
        Priority.P3,
        List.of(),
        Map.of(),
        "p@1",
        false);
  }
}
