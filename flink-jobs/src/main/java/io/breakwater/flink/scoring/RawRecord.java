package io.breakwater.flink.scoring;

import io.breakwater.domain.event.DeadLetter;
import io.breakwater.flink.time.EventTimeSettings;
import io.breakwater.flink.time.EventTimes;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * A raw record after it was read: exactly one of the two is not null.
 *
 * @param event an exception event
 * @param deadLetter what could not become one
 */
public record RawRecord(TracedEvent event, DeadLetter deadLetter) {

  static RawRecord of(TracedEvent event) {
    return new RawRecord(event, null);
  }

  static RawRecord of(DeadLetter deadLetter) {
    return new RawRecord(null, deadLetter);
  }

  /** Event time is when the event occurred; dead letters have none. */
  static WatermarkStrategy<RawRecord> eventTimes(EventTimeSettings settings) {
    return EventTimes.strategy(
        settings,
        raw ->
            raw.event() == null ? EventTimes.NONE : raw.event().event().occurredAt().toEpochMilli(),
        raw ->
            raw.event() == null
                ? EventTimes.NONE
                : raw.event().origin().ingestedAt().toEpochMilli());
  }
}
