package io.breakwater.sla.clocks;

import io.breakwater.domain.sla.ClockFact;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Up to which event time the facts of a partition are known. While records come it is the latest
 * event time among them; once they have stopped coming for a while it is the wall clock.
 */
final class Horizon {
  private final Duration settle;
  private Instant eventTime = Instant.MIN;
  private Instant lastRecordAt;

  /**
   * A horizon of nothing yet.
   *
   * @param settle how long no record may have come before the wall clock is believed
   */
  Horizon(Duration settle, Instant now) {
    this.settle = settle;
    this.lastRecordAt = now;
  }

  /** Records came that changed these items. */
  void saw(List<Item> changed, Instant now) {
    lastRecordAt = now;
    for (Item item : changed) {
      for (ClockFact fact : item.state().clockFacts().facts()) {
        if (fact.byUpstream() && fact.at().isAfter(eventTime)) {
          eventTime = fact.at();
        }
      }
    }
  }

  Instant at(Instant now) {
    boolean settled = Duration.between(lastRecordAt, now).compareTo(settle) >= 0;
    return settled || eventTime.isAfter(now) ? now : eventTime;
  }
}
