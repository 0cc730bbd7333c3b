package io.breakwater.domain.rule;

import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.event.ScoredException;
import java.util.Map;

/**
 * What a policy's conditions see. In CEL: {@code event.type}, {@code event.severity}, {@code
 * event.kind}, {@code event.source_id}, {@code event.exception_id}, {@code event.amount} (double),
 * {@code event.currency}, {@code event.desk_hint}, {@code event.occurred_at} (timestamp), {@code
 * event.attributes} (map of strings), {@code features} (map of doubles), {@code score} (int),
 * {@code priority} ("P1".."P4"), {@code desk}.
 *
 * @param score 0 while scoring
 * @param priority null while scoring
 * @param desk null before routing
 */
public record Facts(
    ExceptionEvent event, Map<String, Double> features, int score, Priority priority, String desk) {

  /** What scoring rules see. */
  public static Facts ofEvent(ExceptionEvent event, Map<String, Double> features) {
    return new Facts(event, features, 0, null, null);
  }

  /** What routing conditions see. */
  public static Facts ofScored(ScoredException scored) {
    return new Facts(scored.event(), scored.features(), scored.score(), scored.priority(), null);
  }

  /** What SLA and notification conditions see. */
  public Facts onDesk(String desk) {
    return new Facts(event, features, score, priority, desk);
  }
}
