package io.breakwater.app.policy.backtest;

import io.breakwater.app.replay.EventMapper;
import io.breakwater.app.replay.HistoryFile;
import io.breakwater.app.replay.HistoryReader;
import io.breakwater.app.replay.Mapping;
import io.breakwater.app.replay.Row;
import io.breakwater.app.replay.RowException;
import io.breakwater.domain.event.ExceptionEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A history from a file, plain, {@code .gz} or {@code .zip}. */
public final class FileHistory {
  private static final int EXAMPLES = 5;

  private final RecordedHistory history;
  private final List<String> examples = new ArrayList<>();
  private long skipped;

  public FileHistory(RecordedHistory history) {
    this.history = history;
  }

  /**
   * Reads records, one JSON object a line: exception events, records of {@code scored} and of
   * {@code work}, in any order.
   *
   * @param counting sees every byte read, for a progress bar
   */
  public void records(Path file, Consumer<Long> counting) throws IOException {
    HistoryFile.open(file, counting, this::lines);
  }

  private void lines(String name, InputStream bytes) throws IOException {
    // Not closed here: the stream may be one entry of an archive.
    BufferedReader lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
    RecordReader reader = new RecordReader(history);
    long number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      if (!line.isBlank()) {
        try {
          reader.any(line.getBytes(StandardCharsets.UTF_8));
        } catch (TooMuch e) {
          throw e;
        } catch (IllegalArgumentException e) {
          skip(name + " line " + number, e.getMessage());
        }
      }
    }
  }

  /** Reads rows that a mapping makes events of, as {@code replay} does. */
  public void rows(Path file, Mapping mapping, Consumer<Long> counting) throws IOException {
    EventMapper mapper = new EventMapper(mapping);
    new HistoryReader(mapping.format(), row -> row(mapper, row), this::skip).read(file, counting);
  }

  private void row(EventMapper mapper, Row row) {
    List<ExceptionEvent> events;
    try {
      events = mapper.events(row);
    } catch (RowException e) {
      skip(row.where(), e.getMessage());
      return;
    }
    events.forEach(event -> history.add(new Recorded.Said(event, null, null)));
  }

  private void skip(String where, String why) {
    skipped++;
    if (examples.size() < EXAMPLES) {
      examples.add(where + ": " + why);
    }
  }

  /** How many lines or rows are no event. */
  public long skipped() {
    return skipped;
  }

  /** Where and why, for the first few of them. */
  public List<String> examples() {
    return List.copyOf(examples);
  }
}
