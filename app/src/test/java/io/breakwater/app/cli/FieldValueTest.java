package io.breakwater.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldValueTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          type               | payment.rejected | "payment.rejected"
          amount             | 12.50            | 12.50
          data.amount        | -3               | -3
          amount             | much             | "much"
          amount             | 1e999999         | "1e999999"
          attributes.account | 0012             | "0012"
          attributes.market  | 360              | "360"
          exception_id       | true             | "true"
          currency           | null             | null
          attributes.note    | "null"           | "null"
          attributes         | {"a":"b"}        | {"a":"b"}
          """)
  void aValueIsTextButForAmountsNullAndWhatLooksLikeJson(String field, String value, String json) {
    assertThat(FieldValue.of(field, value)).hasToString(json);
  }

  @Test
  void whatOnlyBeginsLikeJsonIsNamed() {
    assertThatThrownBy(() -> FieldValue.of("attributes", "{a"))
        .hasMessageContaining("--set attributes={a begins like JSON but is none");
  }
}
