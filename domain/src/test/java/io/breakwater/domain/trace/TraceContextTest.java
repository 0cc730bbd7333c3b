package io.breakwater.domain.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SPAN = "00f067aa0ba902b7";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00-" + TRACE + "-" + SPAN + "-01",
        " 00-" + TRACE + "-" + SPAN + "-03 ",
        "01-" + TRACE + "-" + SPAN + "-01-what-the-future-brings",
      })
  void reads(String value) {
    assertThat(TraceContext.parse(value)).contains(new TraceContext(TRACE, SPAN));
  }

  @Test
  void keepsWhetherTheProducerRecordsItsSpans() {
    String unsampled = "00-" + TRACE + "-" + SPAN + "-02";
    TraceContext context = TraceContext.parse(unsampled).orElseThrow();

    assertThat(context).isEqualTo(new TraceContext(TRACE, SPAN, true));
    assertThat(context.traceparent()).isEqualTo("00-" + TRACE + "-" + SPAN + "-00");
    assertThat(TraceContext.mint("breakwater.exceptions", 3, 17).unsampled()).isTrue();
  }

  @Test
  void jsonSaysItOnlyWhereNobodyRecords() {
    TraceContext sampled = new TraceContext(TRACE, SPAN);
    TraceContext unsampled = new TraceContext(TRACE, SPAN, true);

    assertThat(Json.text(sampled)).doesNotContain("sampled");
    assertThat(Json.text(unsampled)).contains("\"unsampled\":true");
    assertThat(Json.read(Json.bytes(sampled), TraceContext.class)).isEqualTo(sampled);
    assertThat(Json.read(Json.bytes(unsampled), TraceContext.class)).isEqualTo(unsampled);
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(
      strings = {
        "garbage",
        "00-" + TRACE + "-" + SPAN,
        "00-" + TRACE + "-" + SPAN + "-01-more",
        "01-" + TRACE + "-" + SPAN + "-01more",
        "ff-" + TRACE + "-" + SPAN + "-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-" + SPAN + "-01",
        "00-00000000000000000000000000000000-" + SPAN + "-01",
        "00-" + TRACE + "-0000000000000000-01",
        "00-" + TRACE + "_" + SPAN + "-01",
      })
  void refuses(String value) {
    assertThat(TraceContext.parse(value)).isEmpty();
  }

  @Test
  void writesWhatItReads() {
    TraceContext minted = TraceContext.mint("breakwater.exceptions", 3, 17);

    assertThat(TraceContext.parse(minted.traceparent())).contains(minted);
    assertThat(TraceContext.mint("breakwater.exceptions", 3, 17)).isEqualTo(minted);
    assertThat(TraceContext.mint("breakwater.exceptions", 3, 18)).isNotEqualTo(minted);
  }
}
