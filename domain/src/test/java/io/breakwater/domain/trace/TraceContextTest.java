package io.breakwater.domain.trace;

import static org.assertj.core.api.Assertions.assertThat;

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
        " 00-" + TRACE + "-" + SPAN + "-00 ",
        "01-" + TRACE + "-" + SPAN + "-01-what-the-future-brings",
      })
  void reads(String value) {
    assertThat(TraceContext.parse(value)).contains(new TraceContext(TRACE, SPAN));
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
