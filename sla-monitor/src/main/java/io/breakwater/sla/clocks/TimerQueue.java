package io.breakwater.sla.clocks;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The near timers of one partition. Every timer due before {@link #loadedUpTo} is in here, the rest
 * is in the database. A timer whose clock has stopped since is harmless: it finds nothing to say.
 */
public final class TimerQueue {

  /** When to look at a work item. */
  public record Timer(Instant due, String workItemId) {}

  private final TreeSet<Timer> timers =
      new TreeSet<>(Comparator.comparing(Timer::due).thenComparing(Timer::workItemId));
  private final int capacity;
  private Instant loadedUpTo = Instant.MIN;

  /** A queue of at most {@code capacity} timers. */
  public TimerQueue(int capacity) {
    this.capacity = capacity;
  }

  /** Before this instant the queue is complete. */
  public Instant loadedUpTo() {
    return loadedUpTo;
  }

  /**
   * Takes what the database has, in order.
   *
   * @param upTo what was asked for
   * @param complete false if there is more before {@code upTo}
   */
  public void load(List<Timer> more, Instant upTo, boolean complete) {
    timers.addAll(more);
    loadedUpTo = complete || more.isEmpty() ? upTo : more.get(more.size() - 1).due();
  }

  /** True if loading more makes sense. */
  public boolean hasRoom() {
    return timers.size() <= capacity / 2;
  }

  /** Adds a timer that has just been stored; one beyond the horizon stays in the database. */
  public void add(Instant due, String workItemId) {
    if (!due.isBefore(loadedUpTo)) {
      return;
    }
    timers.add(new Timer(due, workItemId));
    if (timers.size() > capacity) {
      loadedUpTo = timers.last().due();
      while (!timers.isEmpty() && !timers.last().due().isBefore(loadedUpTo)) {
        timers.pollLast();
      }
    }
  }

  /** Removes and returns up to {@code limit} work items whose time has passed. */
  public List<String> due(Instant now, int limit) {
    List<String> due = new ArrayList<>();
    while (due.size() < limit && !timers.isEmpty() && timers.first().due().isBefore(now)) {
      String workItemId = timers.pollFirst().workItemId();
      if (!due.contains(workItemId)) {
        due.add(workItemId);
      }
    }
    return due;
  }

  /** When the next timer is due; empty if none is near. */
  public Optional<Instant> next() {
    return timers.isEmpty() ? Optional.empty() : Optional.of(timers.first().due());
  }
}
