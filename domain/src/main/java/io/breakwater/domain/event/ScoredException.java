package io.breakwater.domain.event;

import io.breakwater.domain.trace.TraceContext;
import java.util.List;
import java.util.Map;

/**
 * The event with its score and what explains it (topic "scored").
 *
 * @param eventId {@link ExceptionEvent#eventId()}
 * @param origin where the raw record stood
 * @param score 0 to 100
 * @param contributions add up to {@code score}
 * @param features values of the policy's features at this event; empty until there are any
 * @param policyVersion {@code policy@version} in force at {@code occurredAt}
 * @param late true if the event came behind the watermark: scored, but kept out of closed windows
 */
public record ScoredException(
    String eventId,
    ExceptionEvent event,
    TraceContext trace,
    Origin origin,
    int score,
    Priority priority,
    List<Contribution> contributions,
    Map<String, Double> features,
    String policyVersion,
    boolean late) {

  public ScoredException {
    contributions = contributions == null ? List.of() : List.copyOf(contributions);
    features = features == null ? Map.of() : Map.copyOf(features);
  }

  /** The same with another priority than its score's: a routing branch may give one. */
  public ScoredException withPriority(Priority other) {
    return other == priority
        ? this
        : new ScoredException(
            eventId,
            event,
            trace,
            origin,
            score,
            other,
            contributions,
            features,
            policyVersion,
            late);
  }
}
