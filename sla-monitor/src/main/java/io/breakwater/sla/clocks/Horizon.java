package io.breakwater.sla.clocks;

import io.breakwater.domain.event.Origin;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.work.WorkItemEvent;
import io.breakwater.domain.work.WorkNote;
import io.breakwater.sla.work.WorkDecoder.Decoded;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Up to which event time the facts of a partition of topic {@code work} are known, so that a
 * deadline in the past is not called missed while the event that met it is still on its way.
 *
 * <p>While records come, it is the event time that the slowest partition of the raw topic had
 * reached some time ago: each of them is in the order of event time, more or less, but a backlog
 * takes them at different speeds, and what was under way then has arrived since. Once records have
 * stopped coming it is the wall clock.
 */
final class Horizon {

  /** How far one partition of the raw topic has come, and when we last heard of it. */
  private record Reached(Instant eventTime, Instant heardAt) {}

  private final Duration settle;
  private final Map<String, Reached> sources = new HashMap<>();
  private Instant known = Instant.MIN;
  private Instant soon = Instant.MIN;
  private Instant soonSince;
  private Instant heardAt;

  /**
   * A horizon of nothing yet.
   *
   * @param settle how long what was under way takes to arrive, at most; and how long no record may
   *     have come before the wall clock is believed
   */
  Horizon(Duration settle, Instant now) {
    this.settle = settle;
    this.soonSince = now;
    this.heardAt = now;
  }

  /** Records came. */
  void saw(List<Decoded> records, Instant now) {
    heardAt = now;
    for (Decoded record : records) {
      if (record.work() != null) {
        saw(record.work().event(), now);
      }
    }
  }

  private void saw(WorkItemEvent event, Instant now) {
    if (event instanceof WorkItemEvent.Opened opened) {
      saw(opened.cause(), now);
    } else if (event instanceof WorkItemEvent.Updated updated && updated.origin() != null) {
      saw(updated.origin(), updated.occurredAt(), now);
    } else if (event instanceof WorkItemEvent.Resolved resolved && resolved.origin() != null) {
      saw(resolved.origin(), resolved.occurredAt(), now);
    } else if (event instanceof WorkItemEvent.Reopened reopened && reopened.cause() != null) {
      saw(reopened.cause(), now);
    } else if (event instanceof WorkNote.Followed followed) {
      saw(followed.origin(), followed.occurredAt(), now);
    }
  }

  private void saw(ScoredException cause, Instant now) {
    saw(cause.origin(), cause.event().occurredAt(), now);
  }

  private void saw(Origin origin, Instant eventTime, Instant now) {
    sources.merge(
        origin.topic() + "/" + origin.partition(),
        new Reached(earliest(eventTime, origin.ingestedAt()), now),
        (before, here) -> new Reached(latest(before.eventTime(), here.eventTime()), now));
  }

  /** The horizon now; ask from time to time, or it stands still. */
  Instant at(Instant now) {
    if (isLongAgo(heardAt, now)) {
      return now;
    }
    if (isLongAgo(soonSince, now)) {
      known = latest(known, soon);
      soon = slowest(now);
      soonSince = now;
    }
    return known.isAfter(now) ? now : known;
  }

  /** A partition that has nothing to say holds nobody back. */
  private Instant slowest(Instant now) {
    return sources.values().stream()
        .filter(source -> !isLongAgo(source.heardAt(), now))
        .map(Reached::eventTime)
        .min(Instant::compareTo)
        .orElse(Instant.MIN);
  }

  private boolean isLongAgo(Instant then, Instant now) {
    return Duration.between(then, now).compareTo(settle) >= 0;
  }

  /** An upstream whose clock runs ahead says nothing about what others will still send. */
  private static Instant earliest(Instant eventTime, Instant ingestedAt) {
    return ingestedAt != null && ingestedAt.isBefore(eventTime) ? ingestedAt : eventTime;
  }

  private static Instant latest(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
