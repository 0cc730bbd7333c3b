package io.breakwater.flink.trace;

import io.breakwater.domain.trace.TraceContext;
import org.slf4j.MDC;

/** Log lines about one event carry its {@code trace_id} and {@code source_id}. */
public final class EventLog {
  private EventLog() {}

  private static final String TRACE_ID = "trace_id";
  private static final String SOURCE_ID = "source_id";

  /**
   * Runs what logs, with both in the logging context.
   *
   * @param sourceId null where the event has none, e.g. a malformed record
   */
  public static void about(TraceContext trace, String sourceId, Runnable log) {
    MDC.put(TRACE_ID, trace.traceId());
    if (sourceId != null) {
      MDC.put(SOURCE_ID, sourceId);
    }
    try {
      log.run();
    } finally {
      MDC.remove(TRACE_ID);
      MDC.remove(SOURCE_ID);
    }
  }
}
