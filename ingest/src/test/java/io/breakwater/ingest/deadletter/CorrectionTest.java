package io.breakwater.ingest.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.ingest.RawEvent;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CorrectionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"a":1}                  | {"amount":12.50}            | {"a":1,"amount":12.50}
          {"a":1}                  | {"a":"two"}                 | {"a":"two"}
          {"a":1,"b":2}            | {"b":null}                  | {"a":1}
          {"a":1}                  | {"attributes.market":"X"}   | {"a":1,"attributes":{"market":"X"}}
          {"data":{"amount":"x"}}  | {"data.amount":1}           | {"data":{"amount":1}}
          {"data":null}            | {"data.amount":1}           | {"data":{"amount":1}}
          {}                       | {"attributes.host\\\\.name":"h"} | {"attributes":{"host.name":"h"}}
          {"n":12345678901234567890.123456789012345678} | {"a":1} | {"n":12345678901234567890.123456789012345678,"a":1}
          """)
  void fieldsAreSetAndTheRestStaysAsItIs(String payload, String set, String corrected) {
    assertThat(apply(new Correction(tree(set), null, null), payload)).isEqualTo(corrected);
  }

  @Test
  void nothingSetKeepsEveryByte() {
    assertThat(apply(Correction.NONE, "{ \"a\" :1}\n")).isEqualTo("{ \"a\" :1}\n");
  }

  @Test
  void aWholePayloadMayBeCorrectedFurther() {
    Correction correction = new Correction(tree("{\"b\":2}"), null, "{\"a\":1}");
    assertThat(apply(correction, "{cut off")).isEqualTo("{\"a\":1,\"b\":2}");
  }

  @Test
  void headersAreSetAndTakenAway() {
    Map<String, String> change = new HashMap<>();
    change.put("ce_time", "2026-03-02T10:15:30Z");
    change.put("content-type", null);
    RawEvent corrected =
        new Correction(null, change, null)
            .apply(bytes("{}"), Map.of("ce_time", "now", "content-type", "text/plain", "x", "y"));
    assertThat(corrected.rawHeaders().names()).containsExactlyInAnyOrder("ce_time", "x");
    assertThat(corrected.rawHeaders().value("ce_time")).isEqualTo("2026-03-02T10:15:30Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1]", "{cut off", "", "7"})
  void onlyAnObjectHasFields(String payload) {
    assertThatThrownBy(() -> apply(new Correction(tree("{\"a\":1}"), null, null), payload))
        .hasMessageContaining("not a JSON object")
        .hasMessageContaining("Give the whole payload");
  }

  @Test
  void aPathThroughSomethingElseThanAnObjectIsNamed() {
    assertThatThrownBy(
            () -> apply(new Correction(tree("{\"data.a\":1}"), null, null), "{\"data\":\"x\"}"))
        .hasMessageContaining("\"data.a\" cannot be set: \"data\" is no object");
    assertThatThrownBy(() -> apply(new Correction(tree("{\"a..b\":1}"), null, null), "{}"))
        .hasMessageContaining("\"a..b\" names no field");
  }

  private static String apply(Correction correction, String payload) {
    return new String(correction.apply(bytes(payload), Map.of()).value(), UTF_8);
  }

  private static Map<String, JsonNode> tree(String json) {
    try {
      return Payloads.MAPPER.readValue(json, new TypeReference<Map<String, JsonNode>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
