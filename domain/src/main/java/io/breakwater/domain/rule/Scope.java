package io.breakwater.domain.rule;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where an expression stands in the policy, which decides what it can see. */
public enum Scope {
  /** What features are made of: the event alone. */
  EVENT,
  /** Scoring rules: the event and its features. */
  SCORING,
  /** Routing branches and correlation rules: also {@code score} and {@code priority}. */
  ROUTING,
  /** SLAs and notification rules: also the {@code desk} of the work item. */
  WORK;

  /** The variables an expression can name, in the order that messages list them. */
  Map<String, CelType> variables() {
    Map<String, CelType> variables = new LinkedHashMap<>();
    variables.put("event", EventType.TYPE);
    if (this != EVENT) {
      variables.put("features", EventType.FEATURES);
    }
    if (this == ROUTING || this == WORK) {
      variables.put("score", SimpleType.INT);
      variables.put("priority", SimpleType.STRING);
    }
    if (this == WORK) {
      variables.put("desk", SimpleType.STRING);
    }
    return variables;
  }
}
