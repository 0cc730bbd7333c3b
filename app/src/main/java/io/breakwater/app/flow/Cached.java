package io.breakwater.app.flow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** Asks at most once in a while; who comes meanwhile waits for the answer and gets the same. */
final class Cached<T> implements Supplier<T> {
  private final Supplier<T> source;
  private final Duration age;
  private final Clock clock;
  private T value;
  private Instant readAt;

  Cached(Supplier<T> source, Duration age, Clock clock) {
    this.source = source;
    this.age = age;
    this.clock = clock;
  }

  @Override
  public synchronized T get() {
    Instant now = clock.instant();
    if (readAt == null || !now.isBefore(readAt.plus(age)) || now.isBefore(readAt)) {
      value = source.get();
      readAt = clock.instant();
    }
    return value;
  }
}
