package io.breakwater.domain.routing;

import io.breakwater.domain.event.Origin;
import io.breakwater.domain.incident.IncidentEvent;
import io.breakwater.domain.incident.IncidentException;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.rule.Facts;
import java.util.LinkedHashMap;
import java.util.Map;

/** Finds the desk of an incident: the routing tree sees it as {@link IncidentException}. */
public final class IncidentRouter {
  private IncidentRouter() {}

  /**
   * The desk, and why; the inputs also name the correlation rule and how many members there were.
   *
   * @param origin where the incident's record stood
   */
  public static DecisionRecord decide(
      Policy policy, IncidentEvent incident, Origin origin, Moment moment) {
    Facts facts = Facts.ofScored(IncidentException.of(incident, incident.occurredAt(), origin));
    DecisionRecord decision = Router.decide(policy, facts, moment);
    Map<String, String> inputs = new LinkedHashMap<>(decision.inputs());
    inputs.put("incident.rule", incident.rule());
    inputs.put("incident.members", Integer.toString(incident.memberCount()));
    return decision.withInputs(inputs);
  }
}
