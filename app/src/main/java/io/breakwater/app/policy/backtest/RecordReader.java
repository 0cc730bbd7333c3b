package io.breakwater.app.policy.backtest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.app.policy.backtest.Recorded.Act;
import io.breakwater.domain.event.EventLimits;
import io.breakwater.domain.event.EventReader;
import io.breakwater.domain.event.RawHeaders;
import io.breakwater.domain.event.Reading;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.work.Lifecycle;
import io.breakwater.domain.work.WorkItemEvent;
import io.breakwater.domain.work.WorkRecord;
import io.breakwater.domain.work.WorkStep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Reads what a topic holds into a history: exception events as producers send them, records of
 * {@code scored}, and of {@code work} what people did.
 */
final class RecordReader {
  private final EventReader events = new EventReader(EventLimits.DEFAULT);
  private final RecordedHistory history;

  RecordReader(RecordedHistory history) {
    this.history = history;
  }

  /**
   * Reads a record of any of them.
   *
   * @throws IllegalArgumentException with a sentence if it is none
   */
  void any(byte[] json) {
    JsonNode tree = tree(json);
    if (tree.path("event").isObject() && tree.has("work_item_id")) {
      work(json);
    } else if (tree.path("event").isObject() && tree.has("score")) {
      scored(json);
    } else {
      raw(json);
    }
  }

  private void raw(byte[] json) {
    Reading reading = events.read(json, RawHeaders.NONE);
    if (reading instanceof Reading.Rejected rejected) {
      throw new IllegalArgumentException(rejected.rejection().reason());
    }
    history.add(new Recorded.Said(((Reading.Accepted) reading).event(), null, null));
  }

  /** Reads a record of topic {@code scored}; fails as {@link #any} does. */
  void scored(byte[] json) {
    ScoredException scored = read(json, ScoredException.class);
    if (scored.event() == null) {
      throw new IllegalArgumentException("the record has no event");
    }
    history.add(new Recorded.Said(scored.event(), scored.features(), scored.score()));
  }

  /** Reads a record of topic {@code work}; fails as {@link #any} does. */
  void work(byte[] json) {
    WorkRecord record = read(json, WorkRecord.class);
    WorkItemEvent event = record.event();
    if (event == null) {
      throw new IllegalArgumentException("the record has no event");
    }
    if (event instanceof WorkStep.Undone undone) {
      history.undo(record.workItemId(), undone.undoes());
    } else if (event instanceof WorkStep.SplitOff split) {
      history.undo(record.workItemId(), split.undoes());
    } else {
      act(event)
          .ifPresent(
              act ->
                  history.add(
                      new Recorded.Done(
                          record.workItemId(), act, event.occurredAt(), record.sequence())));
    }
  }

  /**
   * Empty for what upstream did, which the scored exceptions say, and for what changes no clock.
   */
  private static Optional<Act> act(WorkItemEvent event) {
    if (event instanceof WorkItemEvent.Acknowledged
        || event instanceof WorkStep.Started
        || event instanceof WorkStep.Waited) {
      return Optional.of(Act.ACKNOWLEDGED);
    }
    if (event instanceof WorkItemEvent.Closed
        || (event instanceof WorkItemEvent.Resolved && !Lifecycle.UPSTREAM.equals(event.by()))) {
      return Optional.of(Act.RESOLVED);
    }
    if (event instanceof WorkItemEvent.Absorbed || event instanceof WorkStep.Merged) {
      return Optional.of(Act.TAKEN_OVER);
    }
    return event instanceof WorkItemEvent.Reopened reopened && reopened.cause() == null
        ? Optional.of(Act.REOPENED)
        : Optional.empty();
  }

  private static JsonNode tree(byte[] json) {
    try {
      return Json.mapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> T read(byte[] json, Class<T> type) {
    try {
      return Json.read(json, type);
    } catch (UncheckedIOException e) {
      throw new IllegalArgumentException(
          "not a record of topic " + (type == WorkRecord.class ? "work" : "scored"), e);
    }
  }
}
