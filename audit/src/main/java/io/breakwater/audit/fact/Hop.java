package io.breakwater.audit.fact;

import io.breakwater.domain.topic.Topics;
import java.util.Optional;

/** The stations on the way of an exception, in causal order. */
public enum Hop {
  EXCEPTIONS("exceptions"),
  DEAD_LETTERS("dead-letters"),
  SCORED("scored"),
  INCIDENTS("incidents"),
  WORK("work"),
  SLA("sla"),
  NOTIFICATIONS("notifications");

  private final String label;

  Hop(String label) {
    this.label = label;
  }

  /** The hop of a topic; empty for one that is not on the way. */
  public static Optional<Hop> of(Topics topics, String topic) {
    for (Hop hop : values()) {
      if (topic.equals(topics.prefix() + hop.label)) {
        return Optional.of(hop);
      }
    }
    return Optional.empty();
  }

  /** The topic's name without the prefix. */
  public String label() {
    return label;
  }
}
