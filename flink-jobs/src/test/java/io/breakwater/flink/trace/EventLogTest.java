package io.breakwater.flink.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.trace.TraceContext;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class EventLogTest {
  private static final TraceContext TRACE = TraceContext.mint("exceptions", 0, 1);

  @Test
  void aLineHasBothAndTheNextHasNone() {
    EventLog.about(
        TRACE,
        "bank-1",
        () ->
            assertThat(MDC.getCopyOfContextMap())
                .containsAllEntriesOf(Map.of("trace_id", TRACE.traceId(), "source_id", "bank-1")));

    assertThat(MDC.get("trace_id")).isNull();
    assertThat(MDC.get("source_id")).isNull();
  }

  @Test
  void aRecordWithoutSourceHasItsTrace() {
    EventLog.about(
        TRACE,
        null,
        () -> {
          assertThat(MDC.get("trace_id")).isEqualTo(TRACE.traceId());
          assertThat(MDC.get("source_id")).isNull();
        });
  }
}
