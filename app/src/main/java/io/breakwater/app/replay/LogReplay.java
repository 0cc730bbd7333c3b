package io.breakwater.app.replay;

import io.breakwater.app.client.EventSender;
import io.breakwater.app.replay.DeskLog.Transfer;
import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Replays a log in which every row is a state of an exception: each exception is raised once, on
 * the first desk that its rows name; then it is transferred from desk to desk as the rows say; then
 * it is resolved. What people did is done again by the API, so it is on record at the time of the
 * replay, under the names of those who did it.
 */
public final class LogReplay {
  private static final int EXAMPLES = 5;
  private static final Comparator<ExceptionEvent> IN_TIME =
      Comparator.comparing(ExceptionEvent::occurredAt).thenComparing(ExceptionEvent::key);

  private final Mapping mapping;
  private final Progress progress;

  /**
   * What happened.
   *
   * @param events that were sent: one of each kind for an exception
   * @param skipped rows that could not become events
   * @param examples where and why, for the first few of them
   */
  public record Summary(
      long rows, long events, long transfers, long skipped, List<String> examples) {}

  /** A replay by a mapping that says which desk has the exception. */
  public LogReplay(Mapping mapping, Progress progress) {
    this.mapping = mapping;
    this.progress = progress;
  }

  /** Runs to the end; every event is stored and every transfer done when this returns. */
  public Summary run(Path input, EventSender sender, Transfers transfers) throws IOException {
    Reading reading = new Reading();
    try (Progress.Step step = progress.step("reading", HistoryFile.size(input))) {
      new HistoryReader(mapping.format(), reading::row, reading::skip).read(input, step::advance);
    }
    List<ExceptionEvent> events = new ArrayList<>(reading.events.values());
    long sent = send("raising", events, sender, false, reading.desks);
    List<List<Transfer>> moves = reading.desks.transfers();
    long count = moves.stream().mapToLong(List::size).sum();
    try (Progress.Step step = progress.step("transferring", count)) {
      transfers.carryOut(moves, step);
    }
    sent += send("resolving", events, sender, true, reading.desks);
    return new Summary(reading.rows, sent, count, reading.skipped, reading.examples);
  }

  private long send(
      String name, List<ExceptionEvent> all, EventSender sender, boolean resolved, DeskLog desks) {
    List<ExceptionEvent> events =
        all.stream()
            .filter(event -> (event.kind() == Kind.RESOLVED) == resolved)
            .sorted(IN_TIME)
            .toList();
    try (Progress.Step step = progress.step(name, events.size())) {
      for (ExceptionEvent event : events) {
        ExceptionEvent placed = onFirstDesk(event, desks);
        sender.send(placed.key().getBytes(StandardCharsets.UTF_8), Json.bytes(placed));
        step.advance(1);
      }
      sender.flush();
    }
    return events.size();
  }

  private static ExceptionEvent onFirstDesk(ExceptionEvent event, DeskLog desks) {
    return new ExceptionEvent(
        event.exceptionId(),
        event.sourceId(),
        event.kind(),
        event.type(),
        event.severity(),
        event.occurredAt(),
        event.amount(),
        event.currency(),
        desks.firstDesk(event).orElse(event.deskHint()),
        event.attributes());
  }

  /** Each event once, and what the rows say of desks. */
  private final class Reading {
    private final EventMapper mapper = new EventMapper(mapping);
    private final DeskLog desks = new DeskLog(mapping.transfers(), mapping.times());
    private final Map<String, ExceptionEvent> events = new LinkedHashMap<>();
    private final List<String> examples = new ArrayList<>();
    private long rows;
    private long skipped;

    void row(Row row) {
      rows++;
      try {
        List<ExceptionEvent> found = mapper.events(row);
        if (!found.isEmpty()) {
          desks.row(row, found.get(0));
        }
        found.forEach(event -> events.putIfAbsent(event.eventId(), event));
      } catch (RowException e) {
        rows--;
        skip(row.where(), e.getMessage());
      }
    }

    void skip(String where, String why) {
      rows++;
      skipped++;
      if (examples.size() < EXAMPLES) {
        examples.add(where + ": " + why);
      }
    }
  }
}
