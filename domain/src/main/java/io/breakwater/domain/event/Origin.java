package io.breakwater.domain.event;

import java.time.Instant;

/**
 * Where a raw record stood. Two records with the same event id and different origins are duplicates
 * of a producer; the same origin again is only a redelivery.
 *
 * @param ingestedAt the record's timestamp: when the broker or gateway got it, never event time
 */
public record Origin(String topic, int partition, long offset, Instant ingestedAt) {

  /** The place as text: {@code topic-partition@offset}. */
  public String place() {
    return topic + "-" + partition + "@" + offset;
  }
}
