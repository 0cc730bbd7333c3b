package io.breakwater.app.replay;

import io.breakwater.app.client.EventSender;
import io.breakwater.domain.event.ExceptionEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Reads a history, puts its events into event-time order and sends them at a pace. */
public final class Replay {
  private static final int EXAMPLES = 5;

  private final Mapping mapping;
  private final Pace pace;
  private final Progress progress;

  /**
   * What happened.
   *
   * @param skipped rows that could not become events
   * @param examples where and why, for the first few of them
   */
  public record Summary(
      long rows, long events, long skipped, List<String> examples, Instant first, Instant last) {}

  public Replay(Mapping mapping, Pace pace, Progress progress) {
    this.mapping = mapping;
    this.pace = pace;
    this.progress = progress;
  }

  /** Runs to the end; every event is stored by the broker when this returns. */
  public Summary run(Path input, EventSender sender) throws IOException {
    try (EventSpool spool = new EventSpool()) {
      Reading reading = new Reading(spool);
      try (Progress.Step step = progress.step("reading", HistoryFile.size(input))) {
        new HistoryReader(mapping.format(), reading::row, reading::skip).read(input, step::advance);
      }
      spool.sort();
      return send(spool, sender, reading);
    }
  }

  private Summary send(EventSpool spool, EventSender sender, Reading reading) {
    Instant first = null;
    Instant last = null;
    long start = System.nanoTime();
    try (Progress.Step step = progress.step("sending", spool.size())) {
      for (EventSpool.Spooled event : spool) {
        first = first == null ? event.occurredAt() : first;
        last = event.occurredAt();
        waitFor(start, pace.due(first, event.occurredAt()), sender);
        sender.send(event.key(), event.value());
        step.advance(1);
      }
      sender.flush();
    }
    return new Summary(reading.rows, spool.size(), reading.skipped, reading.examples, first, last);
  }

  private static void waitFor(long startNanos, Duration due, EventSender sender) {
    long wait = due.toNanos() - (System.nanoTime() - startNanos);
    if (wait > TimeUnit.MILLISECONDS.toNanos(20)) {
      sender.flush(); // what is due must not wait for a batch to fill
    }
    while (wait > 0) {
      LockSupport.parkNanos(wait);
      wait = due.toNanos() - (System.nanoTime() - startNanos);
    }
  }

  /** Collects the events of rows and the reasons of those that have none. */
  private final class Reading {
    private final EventSpool spool;
    private final EventMapper mapper = new EventMapper(mapping);
    private final List<String> examples = new ArrayList<>();
    private long rows;
    private long skipped;

    Reading(EventSpool spool) {
      this.spool = spool;
    }

    void row(Row row) {
      rows++;
      try {
        List<ExceptionEvent> events = mapper.events(row);
        events.forEach(spool::add);
      } catch (RowException e) {
        skipped++;
        example(row.where(), e.getMessage());
      }
    }

    void skip(String where, String why) {
      rows++;
      skipped++;
      example(where, why);
    }

    private void example(String where, String why) {
      if (examples.size() < EXAMPLES) {
        examples.add(where + ": " + why);
      }
    }
  }
}
