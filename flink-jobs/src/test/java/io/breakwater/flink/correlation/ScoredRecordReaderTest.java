package io.breakwater.flink.correlation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.event.DeadLetter;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.trace.TraceContext;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoredRecordReaderTest {

  private static final ScoredException SCORED = Scored.scored("E", 0, "h", 50);
  private static final String JSON = Json.text(SCORED);

  private static ScoredRecord read(byte[] value) {
    return ScoredRecordReader.read(
        new ConsumerRecord<>("scored", 3, 17, "key".getBytes(UTF_8), value));
  }

  @Test
  void aScoredExceptionIsRead() {
    assertThat(read(JSON.getBytes(UTF_8))).isEqualTo(new ScoredRecord(SCORED, null));
  }

  @Test
  void aTombstoneIsRefused() {
    assertThat(read(null).deadLetter().code()).isEqualTo("empty");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"event_id\": | not-json",
        "null | missing-field",
        "[] | not-json",
        "{} | missing-field",
        "{\"event\":7} | not-json",
      })
  void poisonBecomesADeadLetter(String poison, String code) {
    DeadLetter letter = read(poison.getBytes(UTF_8)).deadLetter();

    assertThat(letter.code()).isEqualTo(code);
    assertThat(letter.payload()).isEqualTo(poison);
    assertThat(letter.origin().topic()).isEqualTo("scored");
    assertThat(letter.origin().partition()).isEqualTo(3);
    assertThat(letter.origin().offset()).isEqualTo(17);
    assertThat(letter.trace()).isEqualTo(TraceContext.mint("scored", 3, 17));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"event_id\":\" | \"event_id\":\"f | bad-field",
        "\"trace\":{ | \"tracy\":{ | missing-field",
        "\"priority\":\"P3\" | \"priority\":\"P9\" | not-json",
      })
  void whatOurOwnJobWouldNotWriteIsRefused(String original, String wrong, String code) {
    String poison = JSON.replace(original, wrong);

    assertThat(poison).isNotEqualTo(JSON);
    assertThat(read(poison.getBytes(UTF_8)).deadLetter().code()).isEqualTo(code);
  }
}
