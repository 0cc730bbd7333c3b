package io.breakwater.ingest.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.breakwater.domain.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonArrayTest {

  @Property(tries = 300)
  void theElementsAreTheBytesThatWereSent(
      @ForAll @Size(max = 8) List<String> texts, @ForAll @Size(max = 4) List<Double> numbers)
      throws IOException {
    List<String> sent = new ArrayList<>();
    for (String text : texts) {
      sent.add(json(Map.of("k", text)));
      sent.add(json(text));
      sent.add(" [ 1 , { } ]".strip());
    }
    for (Double number : numbers) {
      sent.add(json(number.isNaN() || number.isInfinite() ? null : number));
    }
    byte[] array = ("\n[ " + String.join(" ,\t", sent) + " ]\r\n").getBytes(UTF_8);
    assertThat(JsonArray.opens(array)).isTrue();
    assertThat(JsonArray.elements(array, 1_000))
        .extracting(element -> new String(element, UTF_8))
        .isEqualTo(sent.stream().map(s -> new String(s.getBytes(UTF_8), UTF_8)).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1", "[1,]", "[1 2]", "[]]", "{}", "", "[\"\\ud8\"]", "[1]x"})
  void whatIsNoArrayIsRefused(String text) {
    assertThatThrownBy(() -> JsonArray.elements(text.getBytes(UTF_8), 9))
        .isInstanceOf(IOException.class);
  }

  @Test
  void moreElementsThanAllowedAreRefused() throws IOException {
    assertThat(JsonArray.elements("[1,2]".getBytes(UTF_8), 2)).hasSize(2);
    assertThatThrownBy(() -> JsonArray.elements("[1,2,3]".getBytes(UTF_8), 2))
        .isInstanceOf(JsonArray.TooManyException.class);
  }

  private static String json(Object value) throws JsonProcessingException {
    return Json.mapper().writeValueAsString(value);
  }
}
