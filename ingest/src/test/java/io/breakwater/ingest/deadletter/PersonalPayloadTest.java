package io.breakwater.ingest.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.attribute.AttributeCodec;
import io.breakwater.domain.attribute.StoredAttributes;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalPayloadTest {

  /** Turns values around, so that a test can see whether the codec was asked. */
  private static final AttributeCodec REVERSING =
      new AttributeCodec() {
        @Override
        public Map<String, String> encode(Map<String, String> attributes) {
          return each(attributes, v -> new StringBuilder(v).reverse().toString());
        }

        @Override
        public Map<String, String> decode(Map<String, String> stored) {
          return encode(stored);
        }
      };

  @BeforeEach
  void useCodec() {
    StoredAttributes.use(REVERSING);
  }

  @AfterEach
  void useNone() {
    StoredAttributes.use(AttributeCodec.CLEAR);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"amount\":12.50,\"attributes\":{\"account\":\"abc\"}}",
        "{\"specversion\":\"1.0\",\"data\":{\"attributes\":{\"account\":\"abc\"}}}"
      })
  void attributesAreStoredAsTheCodecSaysAndComeBack(String payload) {
    byte[] stored = PersonalPayload.protect(payload.getBytes(UTF_8));
    assertThat(new String(stored, UTF_8)).contains("\"account\":\"cba\"").doesNotContain("abc");
    assertThat(new String(PersonalPayload.reveal(stored), UTF_8)).isEqualTo(payload);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{cut off", "", "[1]", "{\"attributes\":[\"abc\"]}", "{\"attributes\":{\"a\":1}}"})
  void anythingElseIsKeptAsItCame(String payload) {
    byte[] stored = PersonalPayload.protect(payload.getBytes(UTF_8));
    assertThat(new String(stored, UTF_8)).isEqualTo(payload);
  }

  @Test
  void withoutACodecEveryByteStays() {
    useNone();
    byte[] payload = "{ \"attributes\": {\"a\": \"b\"} }".getBytes(UTF_8);
    assertThat(PersonalPayload.protect(payload)).isSameAs(payload);
    assertThat(PersonalPayload.reveal(payload)).isSameAs(payload);
  }

  private static Map<String, String> each(Map<String, String> map, UnaryOperator<String> change) {
    return map.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, e -> change.apply(e.getValue())));
  }
}
