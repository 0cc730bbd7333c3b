package io.breakwater.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.time.Duration;

/** The one line that tells how it goes; on a terminal it is rewritten in place. */
public final class StatusLine {
  private static final Duration WHEN_NOT_ATTACHED = Duration.ofSeconds(30);

  private final PrintStream out;
  private final boolean attached;
  private long printedAtNanos = Long.MIN_VALUE;
  private long receivedBefore;
  private long receivedAtNanos;

  /**
   * @param attached whether a person watches; a log gets a line only every half minute
   */
  public StatusLine(PrintStream out, boolean attached) {
    this.out = out;
    this.attached = attached;
  }

  /** Shows the present state. */
  public void show(JsonNode stats, long nowNanos) {
    boolean due =
        printedAtNanos == Long.MIN_VALUE
            || nowNanos - printedAtNanos >= WHEN_NOT_ATTACHED.toNanos();
    if (attached || due) {
      out.print(attached ? "\r\033[K" + text(stats, nowNanos) : text(stats, nowNanos) + "\n");
      out.flush();
      printedAtNanos = nowNanos;
    }
  }

  /** Leaves the line, so that what is printed next has its own. */
  public void end() {
    if (attached) {
      out.println();
    }
  }

  private String text(JsonNode stats, long nowNanos) {
    JsonNode exceptions = stats.path("exceptions");
    long received = exceptions.path("received").asLong();
    String rate = rate(received, nowNanos);
    JsonNode sla = stats.path("sla");
    return "received %,d%s · invalid %,d · duplicate %,d · work items %,d · SLA running %,d, breached %,d · notified %,d"
        .formatted(
            received,
            rate,
            exceptions.path("invalid").asLong(),
            exceptions.path("duplicate").asLong(),
            stats.path("work_items").path("total").asLong(),
            sla.path("running").asLong(),
            sla.path("breached").asLong(),
            stats.path("notifications").path("sent").asLong());
  }

  private String rate(long received, long nowNanos) {
    double seconds = (nowNanos - receivedAtNanos) / 1e9;
    String rate =
        receivedAtNanos == 0 || seconds <= 0
            ? ""
            : " (%.0f/s)".formatted((received - receivedBefore) / seconds);
    receivedBefore = received;
    receivedAtNanos = nowNanos;
    return rate;
  }
}
