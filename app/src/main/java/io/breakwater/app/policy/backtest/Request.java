package io.breakwater.app.policy.backtest;

import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.PolicyTimeline;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongConsumer;

/**
 * A backtest as people ask for it.
 *
 * @param before the policies to compare with, each from when it was in force
 * @param candidate the policy to try, as if it had always been in force
 * @param from null for the first thing on record
 * @param to null for the last thing on record
 * @param every the steps of the desks' loads; null to choose
 * @param mostItems how many of the items that differ the report holds
 * @param item a work item or exception id to explain in full; null for none
 */
public record Request(
    PolicyTimeline before,
    Policy candidate,
    Instant from,
    Instant to,
    Duration every,
    int mostItems,
    String item) {

  /**
   * Runs it over a history.
   *
   * @param advance is told after each event
   * @throws IllegalArgumentException with a sentence if the history is empty or the span is wrong
   */
  public Report over(RecordedHistory history, LongConsumer advance) throws IOException {
    Instant first =
        history
            .first()
            .orElseThrow(() -> new IllegalArgumentException("there is nothing on record"));
    Instant begin = from == null ? first : from;
    Instant end = to == null ? history.last().orElseThrow() : to;
    Span span = every == null ? Span.of(begin, end) : new Span(begin, end, every);
    Backtest backtest =
        new Backtest(new Backtest.Question(before, candidate, span, mostItems, item));
    history.inOrder(
        recorded -> {
          if (!recorded.at().isAfter(end)) {
            backtest.take(recorded);
          }
          advance.accept(1);
        });
    return backtest.finish();
  }
}
