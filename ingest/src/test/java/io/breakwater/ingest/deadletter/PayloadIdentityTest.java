package io.breakwater.ingest.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayloadIdentityTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          {"source_id":"s","exception_id":"E"}                   | s  | E
          {"source":"/s","data":{"exception_id":"E"}}            | /s | E
          {"source":"/s","data":{"source_id":"own"}}             | own | -
          {"attributes":{"source_id":"no"},"exception_id":7}     | -  | 7
          {"source_id":"s","exception_id":"E","cut off           | s  | E
          {"source_id":null}                                     | -  | -
          [{"source_id":"s"}]                                    | -  | -
          no JSON                                                | -  | -
          """)
  void whatThePayloadSaysOfItself(String payload, String source, String exception) {
    assertThat(PayloadIdentity.of(payload.getBytes(UTF_8), Map.of()))
        .isEqualTo(new PayloadIdentity(source, exception));
  }

  @Test
  void aBinaryCloudEventSaysItsSourceInAHeader() {
    assertThat(PayloadIdentity.of(new byte[] {0, 1}, Map.of("ce_source", "/s")).sourceId())
        .isEqualTo("/s");
  }
}
