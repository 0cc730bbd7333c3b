package io.breakwater.domain.routing;

import io.breakwater.domain.policy.Policy;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** The moment, and what of it a decision has looked at: only that belongs in its record. */
final class Looked {

  private final Policy policy;
  private final Moment moment;
  private boolean atTime;
  private Map<String, Integer> loads = Map.of();

  Looked(Policy policy, Moment moment) {
    this.policy = policy;
    this.moment = moment;
  }

  /** The instant. */
  Instant at() {
    atTime = true;
    return moment.at();
  }

  /** The load of a desk, in its units. */
  int load(String desk) {
    Integer known = loads.get(desk);
    if (known != null) {
      return known;
    }
    loads = loads.isEmpty() ? new TreeMap<>() : loads;
    int load = moment.loads().of(desk);
    loads.put(desk, load);
    return load;
  }

  /** Adds what was looked at to the inputs of a decision. */
  void addTo(Map<String, String> inputs) {
    if (atTime) {
      inputs.put("at", moment.at().toString());
    }
    loads.forEach(
        (desk, load) -> inputs.put("load." + desk, load + " of " + policy.desk(desk).capacity()));
  }
}
