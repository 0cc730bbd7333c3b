package io.breakwater.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeHeadersTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {"*, 0", "\"7\", 7", "W/\"7\", 7", "7, 7", " \"7\" , 7"})
  void theVersionIsThatOfTheTag(String tag, long version) {
    assertThat(ChangeHeaders.version(Optional.of(tag), "item")).isEqualTo(version);
  }

  @Test
  void withoutATagAnyVersionWillDo() {
    assertThat(ChangeHeaders.version(Optional.empty(), "item")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"", "\"x\"", "\"7\", \"8\""})
  void anotherTagIsRefused(String tag) {
    assertThatThrownBy(() -> ChangeHeaders.version(Optional.of(tag), "silence"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("ETag of the silence");
  }

  @Test
  void aKeyHasOneTo128Characters() {
    assertThat(ChangeHeaders.idempotencyKey(Optional.empty())).isNull();
    assertThat(ChangeHeaders.idempotencyKey(Optional.of(" k "))).isEqualTo("k");
    for (String wrong : new String[] {" ", "k".repeat(129)}) {
      assertThatThrownBy(() -> ChangeHeaders.idempotencyKey(Optional.of(wrong)))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("1 to 128");
    }
  }
}
