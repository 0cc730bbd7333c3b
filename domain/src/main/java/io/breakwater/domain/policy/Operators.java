package io.breakwater.domain.policy;

import io.breakwater.domain.yaml.YamlValue;
import java.util.Map;

/**
 * The operators that the policy knows. Where it lists them, nobody else can be named; where it does
 * not, whoever is named is one.
 */
record Operators(Map<String, OperatorPolicy> listed) {

  /** The operator of that name; one whom the policy does not list has no limits. */
  OperatorPolicy get(String name) {
    OperatorPolicy operator = listed.get(name);
    return operator == null ? OperatorPolicy.named(name) : operator;
  }

  /** An operator's name; notes one who is not known. */
  String reference(YamlValue value) {
    if (listed.isEmpty()) {
      return Names.checked(value, value.text(""));
    }
    return Names.reference(value, "operator", "operators", listed.keySet());
  }
}
