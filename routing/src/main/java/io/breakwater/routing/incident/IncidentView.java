package io.breakwater.routing.incident;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.breakwater.domain.event.Contribution;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.event.Severity;
import io.breakwater.domain.incident.IncidentEvent.Change;
import io.breakwater.domain.incident.IncidentMember;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * An incident as a list shows it: what its latest record tells.
 *
 * @param key the values that the rule groups by
 * @param type of the first member; null if the record does not say
 * @param severity of the first member; null if the record does not say
 * @param firstAt event time of the earliest member
 * @param lastAt event time of the latest member
 * @param changedAt event time of the latest change
 * @param mergedInto the incident that has the members now; null unless MERGED
 * @param parentId the incident of the parent rule; null if there is none
 * @param workItemId the work item that this incident has, if the policy groups
 */
public record IncidentView(
    String incidentId,
    String rule,
    String key,
    String type,
    Severity severity,
    IncidentState state,
    int memberCount,
    Instant firstAt,
    Instant lastAt,
    Instant changedAt,
    int score,
    Priority priority,
    String mergedInto,
    String parentId,
    String policyVersion,
    String traceId,
    String workItemId) {

  /**
   * All of it.
   *
   * @param contributions add up to the score
   * @param topAttributes what the members have in common
   * @param members in the order in which they joined, as far as the records name them; at most 1000
   * @param changes what happened to it, the first first; at most 500
   * @param merged incidents whose members this one has taken over
   * @param children incidents whose parent this one is
   */
  public record Whole(
      @JsonUnwrapped IncidentView incident,
      List<Contribution> contributions,
      Map<String, String> topAttributes,
      List<IncidentMember> members,
      List<Changed> changes,
      List<String> merged,
      List<String> children) {}

  /**
   * One thing that happened to it.
   *
   * @param occurredAt event time
   * @param recordedAt when the record was written
   */
  public record Changed(
      Change change,
      Instant occurredAt,
      Instant recordedAt,
      int memberCount,
      int score,
      Priority priority,
      String mergedInto) {}
}
