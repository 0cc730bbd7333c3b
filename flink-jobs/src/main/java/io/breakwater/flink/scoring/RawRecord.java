package io.breakwater.flink.scoring;

import io.breakwater.domain.event.DeadLetter;

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
}
