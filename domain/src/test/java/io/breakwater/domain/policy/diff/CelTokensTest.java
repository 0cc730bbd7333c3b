package io.breakwater.domain.policy.diff;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CelTokensTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "a && b ; a&&b",
        "  a   in  [ b , c ] ; a in [b, c]",
        "x == \"p  q\" ; x==\"p  q\"",
        "x == 'it\\'s  a' && y ; x=='it\\'s  a'&&y",
        "x.matches(r'a\\') || y == ' b' ; x.matches(r'a\\')||y==' b'",
        "a ? b : c ; a?b:c",
      })
  void spacesBetweenTokensMeanNothing(String one, String other) {
    assertThat(CelTokens.of(one)).isEqualTo(CelTokens.of(other));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "x == \"p q\" | x == \"p  q\"",
        "x == 'a//b' | x == 'a'",
        "a in b | ainb",
        "x == '''a ' b''' | x == '''a '  b'''",
        "x == 'it\\'s  a' | x == 'it\\'s a'",
      })
  void spacesWithinTextMeanSomething(String one, String other) {
    assertThat(CelTokens.of(one)).isNotEqualTo(CelTokens.of(other));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"a // why | a", "// why | ''"})
  void commentsMeanNothing(String one, String other) {
    assertThat(CelTokens.of(one).strip()).isEqualTo(other);
  }
}
