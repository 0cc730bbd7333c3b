package io.breakwater.domain.calendar;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;

/** The one rule for local times that a change of the clocks skips or brings twice. */
public final class LocalTimes {
  private LocalTimes() {}

  /**
   * The instant of a local time. One that the clocks skip stands for the instant of the change, one
   * that comes twice for its first occurrence.
   */
  public static Instant instant(LocalDateTime local, ZoneId zone) {
    ZoneOffsetTransition change = zone.getRules().getTransition(local);
    return change != null && change.isGap()
        ? change.getInstant()
        : local.atZone(zone).withEarlierOffsetAtOverlap().toInstant();
  }
}
