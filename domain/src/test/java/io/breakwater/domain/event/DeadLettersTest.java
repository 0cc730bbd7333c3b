package io.breakwater.domain.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.json.Json;
import io.breakwater.domain.trace.TraceContext;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeadLettersTest {

  private static final Origin ORIGIN = new Origin("t", 1, 2, Instant.EPOCH);
  private static final TraceContext TRACE = TraceContext.mint("t", 1, 2);
  private static final Rejection REJECTION =
      new Rejection(RejectionCode.NOT_JSON, null, "The record is not JSON.");

  private static DeadLetter of(byte[] value) {
    return DeadLetters.of(REJECTION, ORIGIN, TRACE, value, RawHeaders.of(Map.of("h", "v")));
  }

  @Test
  void textStaysText() {
    DeadLetter letter = of("{\"ü\n".getBytes(UTF_8));

    assertThat(letter)
        .isEqualTo(
            new DeadLetter(
                "not-json",
                "The record is not JSON.",
                null,
                ORIGIN,
                TRACE,
                "{\"ü\n",
                false,
                Map.of("h", "v")));
  }

  @Test
  void anyBytesCanBeReplayed() {
    byte[] notText = {0, (byte) 0xff, 1};

    assertThat(of(notText).base64()).isTrue();
    assertThat(Base64.getDecoder().decode(of(notText).payload())).isEqualTo(notText);
    assertThat(of(null).payload()).isEmpty();
  }

  @Test
  void theLetterOfTheLargestRecordIsBounded() {
    byte[] controls = new byte[DeadLetters.MAX_PAYLOAD + 7];
    byte[] quotes = new byte[DeadLetters.MAX_PAYLOAD + 7];
    Arrays.fill(quotes, (byte) '"');

    assertThat(Json.bytes(of(controls))).hasSizeLessThan(1_500_000);
    assertThat(Json.bytes(of(quotes))).hasSizeLessThan(2_200_000);
    assertThat(of(quotes).reason()).contains("first 1048576 bytes").contains("origin");
  }
}
