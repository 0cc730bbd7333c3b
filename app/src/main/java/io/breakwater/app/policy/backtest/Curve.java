package io.breakwater.app.policy.backtest;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** The open work of one desk over time, in the desk's units. Times do not go back. */
final class Curve {
  private final Span span;
  private final int[] highest;
  private int load;
  private int capacity;
  private int filled = -1;
  private Instant since;
  private double unitSeconds;
  private Duration over = Duration.ZERO;

  Curve(Span span) {
    this.span = span;
    this.highest = new int[span.steps()];
    this.since = span.from();
  }

  /** The load now. */
  int load() {
    return load;
  }

  /**
   * Work comes or goes.
   *
   * @param by units; negative for what goes
   * @param capacityNow of the desk; 0 if it has none
   */
  void change(int by, int capacityNow, Instant at) {
    passTo(at);
    load += by;
    capacity = capacityNow;
    if (filled >= 0) {
      highest[filled] = Math.max(highest[filled], load);
    }
  }

  /** Nothing changes up to that instant. */
  void passTo(Instant at) {
    if (at.isAfter(since)) {
      Duration passed = Duration.between(since, at);
      unitSeconds += load * (passed.toMillis() / 1000.0);
      if (capacity > 0 && load >= capacity) {
        over = over.plus(passed);
      }
      since = at;
    }
    for (int step = span.step(at); filled < step; ) {
      filled++;
      highest[filled] = load;
    }
  }

  /** What became of it by the end of the span. */
  Report.Load result() {
    passTo(span.to());
    double seconds = Duration.between(span.from(), span.to()).toMillis() / 1000.0;
    return new Report.Load(
        Arrays.stream(highest).max().orElse(0),
        seconds == 0 ? load : Math.round(unitSeconds / seconds * 10) / 10.0,
        over,
        list(highest));
  }

  private static List<Integer> list(int[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
