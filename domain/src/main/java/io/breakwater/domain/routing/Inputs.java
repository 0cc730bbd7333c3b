package io.breakwater.domain.routing;

import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.rule.Facts;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The inputs of a decision, for its reader: the event's fields and the attributes that the routing
 * tree names. A decision record is published, so personal values stay out of it.
 */
final class Inputs {
  private Inputs() {}

  private static final String PERSONAL = "(personal)";

  static Map<String, String> of(Policy policy, Facts facts, Looked looked) {
    ExceptionEvent event = facts.event();
    Map<String, String> inputs = new LinkedHashMap<>();
    inputs.put("type", event.type());
    inputs.put("severity", event.severity().name());
    inputs.put("kind", event.kind().name());
    inputs.put("score", Integer.toString(facts.score()));
    put(inputs, "priority", facts.priority());
    put(inputs, "amount", event.amount() == null ? null : event.amount().toPlainString());
    put(inputs, "currency", event.currency());
    put(inputs, "desk_hint", event.deskHint());
    for (String key : policy.routing().attributes()) {
      String value = event.attributes().get(key);
      boolean hidden = value != null && policy.personalAttributes().contains(key);
      put(inputs, "attributes." + key, hidden ? PERSONAL : value);
    }
    looked.addTo(inputs);
    return Collections.unmodifiableMap(inputs);
  }

  private static void put(Map<String, String> inputs, String name, Object value) {
    if (value != null) {
      inputs.put(name, value.toString());
    }
  }
}
