package io.breakwater.domain.incident;

import io.breakwater.domain.event.Contribution;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.event.Severity;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A change of one incident: exceptions that a correlation rule takes for one happening (topic
 * {@code incidents}, keyed by {@code incidentId}). Each record tells the whole incident as it is
 * after the change.
 *
 * @param incidentId 32 lower-case hex digits, the same when the events are processed again
 * @param change what happened to the incident
 * @param rule the correlation rule's name in the policy
 * @param key the values that the rule groups by, as text; empty if it groups everything
 * @param type of the first member's event; null in records of the first version
 * @param severity of the first member's event; null in records of the first version
 * @param members at least one, in the order in which they joined, the one that opened it first; a
 *     large incident may list only the first of them
 * @param joined the members that this change brought, in the same order, never null; when very many
 *     came at once, only the first of each second. With MERGED none: those of {@code incidentId} go
 *     over whole
 * @param memberCount all members, also those that {@code members} does not list
 * @param firstAt event time of the earliest member
 * @param lastAt event time of the latest member
 * @param topAttributes what the members have in common: the most frequent value by attribute name,
 *     never null
 * @param score 0 to 100
 * @param contributions add up to {@code score}; never null
 * @param mergedInto with MERGED the incident that took the members over; null otherwise
 * @param parentId the incident of the parent rule that this one belongs to; null if there is none
 * @param suppressMembers true if the rule wants members to page nobody while the incident is open
 * @param policyVersion {@code policy@version} that the rule stands in
 * @param traceId the first member's, 32 lower-case hex digits
 * @param occurredAt event time of the change
 */
public record IncidentEvent(
    String incidentId,
    Change change,
    String rule,
    String key,
    String type,
    Severity severity,
    List<IncidentMember> members,
    List<IncidentMember> joined,
    int memberCount,
    Instant firstAt,
    Instant lastAt,
    Map<String, String> topAttributes,
    int score,
    Priority priority,
    List<Contribution> contributions,
    String mergedInto,
    String parentId,
    boolean suppressMembers,
    String policyVersion,
    String traceId,
    Instant occurredAt) {

  /**
   * What happens to an incident. MERGED ends it. So does CLOSED, unless a late event revises what
   * was closed: one that lives on then is closed again.
   */
  public enum Change {
    /** Enough members came together. */
    OPENED,
    /** Members joined. */
    GREW,
    /** A late event changed what had been said before. */
    REVISED,
    /** It turned out to be one with another incident, which goes on. */
    MERGED,
    /** Nothing joins it any more. */
    CLOSED
  }

  /**
   * @throws IllegalArgumentException if a part is missing or out of its range, if {@code lastAt} is
   *     before {@code firstAt}, if {@code memberCount} is less than the members listed, or if
   *     {@code mergedInto} does not fit {@code change}; the message names the field, the value and
   *     the remedy
   */
  public IncidentEvent {
    Checks.id("incident_id", incidentId);
    Checks.present("change", change, "give OPENED, GREW, REVISED, MERGED or CLOSED");
    Checks.text("rule", rule, "give the correlation rule's name in the policy");
    Checks.present("key", key, "give the values that the rule groups by, or an empty text");
    members = members(members, memberCount);
    joined = joined == null ? List.of() : List.copyOf(joined);
    Checks.present("first_at", firstAt, "give the earliest member's event time");
    Checks.present("last_at", lastAt, "give the latest member's event time");
    Checks.that(
        !lastAt.isBefore(firstAt),
        "last_at",
        lastAt,
        "it must not be before first_at, which is " + firstAt);
    topAttributes = attributes(topAttributes);
    Checks.that(score >= 0 && score <= 100, "score", score, "give 0 to 100");
    Checks.present("priority", priority, "give P1, P2, P3 or P4");
    contributions = contributions == null ? List.of() : List.copyOf(contributions);
    requireMergedInto(incidentId, change, mergedInto);
    if (parentId != null) {
      Checks.id("parent_id", parentId);
    }
    Checks.text("policy_version", policyVersion, "give policy@version");
    Checks.id("trace_id", traceId);
    Checks.present("occurred_at", occurredAt, "give the change's event time");
  }

  /** A record that does not tell of the first member's event. */
  public IncidentEvent(
      String incidentId,
      Change change,
      String rule,
      String key,
      List<IncidentMember> members,
      List<IncidentMember> joined,
      int memberCount,
      Instant firstAt,
      Instant lastAt,
      Map<String, String> topAttributes,
      int score,
      Priority priority,
      List<Contribution> contributions,
      String mergedInto,
      String parentId,
      boolean suppressMembers,
      String policyVersion,
      String traceId,
      Instant occurredAt) {
    this(
        incidentId,
        change,
        rule,
        key,
        null,
        null,
        members,
        joined,
        memberCount,
        firstAt,
        lastAt,
        topAttributes,
        score,
        priority,
        contributions,
        mergedInto,
        parentId,
        suppressMembers,
        policyVersion,
        traceId,
        occurredAt);
  }

  /** The same record with its parent. */
  public IncidentEvent withParent(String incident) {
    return new IncidentEvent(
        incidentId,
        change,
        rule,
        key,
        type,
        severity,
        members,
        joined,
        memberCount,
        firstAt,
        lastAt,
        topAttributes,
        score,
        priority,
        contributions,
        mergedInto,
        incident,
        suppressMembers,
        policyVersion,
        traceId,
        occurredAt);
  }

  /** The same record with another priority than its score's: a routing branch may give one. */
  public IncidentEvent withPriority(Priority other) {
    return new IncidentEvent(
        incidentId,
        change,
        rule,
        key,
        type,
        severity,
        members,
        joined,
        memberCount,
        firstAt,
        lastAt,
        topAttributes,
        score,
        other,
        contributions,
        mergedInto,
        parentId,
        suppressMembers,
        policyVersion,
        traceId,
        occurredAt);
  }

  private static List<IncidentMember> members(List<IncidentMember> given, int memberCount) {
    Checks.present("members", given, "name at least the first member");
    Checks.that(!given.isEmpty(), "members", given, "name at least the first member");
    Set<IncidentMember> seen = new HashSet<>();
    for (IncidentMember member : given) {
      Checks.present("members[" + seen.size() + "]", member, "leave out what is no member");
      Checks.that(seen.add(member), "members[" + seen.size() + "]", member, "name it only once");
    }
    Checks.that(
        memberCount >= given.size(),
        "member_count",
        memberCount,
        "count at least the " + given.size() + " that members lists");
    return List.copyOf(given);
  }

  private static Map<String, String> attributes(Map<String, String> given) {
    if (given == null) {
      return Map.of();
    }
    given.forEach(
        (name, value) ->
            Checks.present("top_attributes." + name, value, "leave out what has no value"));
    return Map.copyOf(given);
  }

  private static void requireMergedInto(String incidentId, Change change, String mergedInto) {
    if (change != Change.MERGED) {
      Checks.that(
          mergedInto == null, "merged_into", mergedInto, "leave it out: change is " + change);
      return;
    }
    Checks.id("merged_into", mergedInto);
    Checks.that(
        !mergedInto.equals(incidentId),
        "merged_into",
        mergedInto,
        "name another incident than the one that ends");
  }
}
