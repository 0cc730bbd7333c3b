package io.breakwater.ingest.deadletter;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.breakwater.domain.event.Origin;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A dead letter as a list shows it.
 *
 * @param id where the refused record stood
 * @param field null, or the field at fault
 * @param sourceId null where the payload does not say
 * @param exceptionId null where the payload does not say
 * @param replays how many times it was sent again
 * @param replayedAt of the last time; null if never
 */
public record DeadLetterView(
    String id,
    String code,
    String reason,
    String field,
    Origin origin,
    String sourceId,
    String exceptionId,
    String traceId,
    DeadLetterState state,
    int replays,
    Instant replayedAt,
    String replayedBy) {

  /**
   * All of it.
   *
   * @param payload the bytes as text, or in base64 if {@code base64} is true
   * @param notReplayable a sentence why it cannot be sent again as it is; null if it can
   * @param history every time it was sent again, the first first
   */
  public record Whole(
      @JsonUnwrapped DeadLetterView letter,
      String payload,
      boolean base64,
      Map<String, String> headers,
      String notReplayable,
      List<Replayed> history) {}

  /**
   * One time it was sent again.
   *
   * @param eventId of the corrected event
   * @param offset with {@code topic} and {@code partition} where the corrected record stands
   */
  public record Replayed(
      int replay,
      Instant at,
      String by,
      String eventId,
      String topic,
      int partition,
      long offset) {}
}
