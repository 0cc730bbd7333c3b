package io.breakwater.app.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {
  private static final Row ROW =
      new Row("x.csv", 2, Map.of("type", " Chronic Dampness/Mold ", "ward", "17"));

  @Test
  void fillsColumnsIntoText() {
    assertThat(Template.parse("city.{{ type | slug }}").render(ROW))
        .isEqualTo("city.chronic-dampness-mold");
    assertThat(Template.parse("{{ward}}/{{ type }}").render(ROW))
        .isEqualTo("17/Chronic Dampness/Mold");
  }

  @Test
  void textWithoutAColumnIsAConstant() {
    assertThat(Template.parse("MEDIUM").render(ROW)).isEqualTo("MEDIUM");
    assertThat(Template.parse("MEDIUM").columns()).isEmpty();
  }

  @Test
  void aMissingValueIsEmpty() {
    assertThat(Template.parse("{{ nothing }}").render(ROW)).isEmpty();
  }

  @Test
  void aRowTellsWhereItStands() {
    assertThat(Template.parse("{{ @file | slug }}:{{ @line }}").render(ROW)).isEqualTo("x-csv:2");
  }

  @Test
  void filtersApplyFromLeftToRight() {
    assertThat(Template.parse("{{ type | slug | upper }}").render(ROW))
        .isEqualTo("CHRONIC-DAMPNESS-MOLD");
  }

  @ParameterizedTest
  @CsvSource({
    "'Heat - Excessive  Insufficient', heat-excessive-insufficient",
    "'Café São', cafe-sao",
    "'(Emergency)', emergency",
    "'--', ''",
    "'', ''"
  })
  void slugs(String text, String slug) {
    assertThat(Template.slug(text)).isEqualTo(slug);
  }

  @Test
  void namesWhatIsWrong() {
    assertThatThrownBy(() -> Template.parse("{{ type | slugify }}"))
        .hasMessage("there is no filter 'slugify'; there are slug, lower and upper");
    assertThatThrownBy(() -> Template.parse("city.{{ type"))
        .hasMessageContaining("city.{{ type")
        .hasMessageContaining("do not pair up");
  }
}
