package io.breakwater.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryParametersTest {

  private static QueryParameters of(String name, String value) {
    return new QueryParameters(Map.of(name, value));
  }

  @Test
  void whatIsMissingOrBlankIsNoCondition() {
    assertThat(of("q", " ").text("q")).isNull();
    assertThat(of("q", "x").text("other")).isNull();
    assertThat(of("day", " ").constant("day", DayOfWeek.class)).isNull();
    assertThat(of("q", "x").instant("from")).isNull();
    assertThat(of("q", "x").rows()).isEqualTo(50);
    assertThat(of("q", "x").afterInstantAndId()).isEmpty();
  }

  @Test
  void valuesAreWhatTheyMean() {
    assertThat(of("q", " x y ").text("q")).isEqualTo("x y");
    assertThat(of("day", "monday").constant("day", DayOfWeek.class)).isEqualTo(DayOfWeek.MONDAY);
    assertThat(of("from", "2026-03-31T17:12:00+02:00").instant("from"))
        .isEqualTo(Instant.parse("2026-03-31T15:12:00Z"));
    assertThat(of("limit", "500").rows()).isEqualTo(500);
    List<String> after = List.of("2026-03-31T15:12:00Z", "id-1");
    assertThat(of("cursor", Cursor.of("2026-03-31T15:12:00Z", "id-1")).afterInstantAndId())
        .isEqualTo(after);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "501", "-1", "many", "1.5"})
  void aPageHasFrom1To500Rows(String limit) {
    assertThatThrownBy(() -> of("limit", limit).rows())
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(limit)
        .hasMessageContaining("from 1 to 500");
  }

  @Test
  void aValueThatCannotBeTakenIsNamedWithItsRemedy() {
    assertThatThrownBy(() -> of("day", "someday").constant("day", DayOfWeek.class))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("day is \"someday\"; it must be one of monday, tuesday");
    assertThatThrownBy(() -> of("from", "yesterday").instant("from"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("from is \"yesterday\"; write it as");
    assertThatThrownBy(() -> of("cursor", Cursor.of("later", "x")).afterInstantAndId())
        .isInstanceOf(ProblemException.class);
  }
}
