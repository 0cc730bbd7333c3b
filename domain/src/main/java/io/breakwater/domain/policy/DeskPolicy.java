package io.breakwater.domain.policy;

import io.breakwater.domain.calendar.BusinessCalendar;
import io.breakwater.domain.oncall.OnCallSchedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A desk.
 *
 * @param members operators that the policy names; a desk without any members is a queue that people
 *     pull from
 * @param onCall schedules whose operators on call are members too
 * @param calendar null, or the name of the desk's calendar
 * @param waitsFor the calendar outside which the desk assigns nothing (YAML {@code outside_hours:
 *     wait}); null if it always assigns
 * @param weights what an item counts in capacities and loads
 * @param capacity how much open work the desk is meant for, in units of {@code weights}; 0 if the
 *     policy does not say and nobody's capacity can be added up
 * @param overflow where new work goes while the desk is full; null for nowhere
 * @param escalation the desk that work is escalated to; null for none
 * @param stickyBy the attribute whose value keeps work together (assignment {@code sticky}); else
 *     null
 */
public record DeskPolicy(
    String name,
    List<Member> members,
    List<OnCall> onCall,
    Assignment assignment,
    String calendar,
    BusinessCalendar waitsFor,
    Weights weights,
    int capacity,
    Overflow overflow,
    String escalation,
    String stickyBy) {

  public DeskPolicy {
    members = List.copyOf(members);
    onCall = List.copyOf(onCall);
  }

  /** A desk of named members where every item counts one. */
  public DeskPolicy(String name, List<Member> members, Assignment assignment, String calendar) {
    this(
        name,
        members,
        List.of(),
        assignment,
        calendar,
        null,
        Weights.EQUAL,
        members.stream().mapToInt(Member::capacity).sum(),
        null,
        null,
        null);
  }

  /**
   * An operator on a desk.
   *
   * @param capacity how much open work the desk may give them, in its units
   * @param skills the operator's, and what they can on this desk besides
   */
  public record Member(OperatorPolicy operator, int capacity, Map<String, Integer> skills) {

    public Member {
      skills = Map.copyOf(skills);
    }

    /** One of whom the policy says no more. */
    public Member(String name, int capacity) {
      this(OperatorPolicy.named(name), capacity, Map.of());
    }

    /** The operator's name. */
    public String name() {
      return operator.name();
    }
  }

  /**
   * Whoever is on call is a member.
   *
   * @param operators who may be on call, by name
   */
  public record OnCall(
      OnCallSchedule schedule, int capacity, Map<String, OperatorPolicy> operators) {}

  /**
   * Where new work goes while the desk's load is at least {@code load}.
   *
   * @param load in the desk's units
   */
  public record Overflow(String desk, int load) {}

  /** How the desk chooses among the members who may take an item. */
  public enum Assignment {
    /** Nobody is assigned; operators claim. */
    PULL,
    ROUND_ROBIN,
    LEAST_LOADED,
    /** Who is best at the skills that the item needs; among equals, the least loaded. */
    SKILL_THEN_LEAST_LOADED,
    /** Who has work with the same value of an attribute; else the least loaded. */
    STICKY
  }

  /** A desk that the policy does not list, made by a {@code desk_hint}: a queue to pull from. */
  public static DeskPolicy hinted(String name) {
    return new DeskPolicy(name, List.of(), Assignment.PULL, null);
  }

  /** True if the desk gives its work to people. */
  public boolean assigns() {
    return assignment != Assignment.PULL && !(members.isEmpty() && onCall.isEmpty());
  }

  /** Who is a member at that instant: those named, then those on call who are not among them. */
  public List<Member> roster(Instant at) {
    if (onCall.isEmpty()) {
      return members;
    }
    List<Member> roster = new ArrayList<>(members);
    for (OnCall source : onCall) {
      source
          .schedule()
          .at(at)
          .filter(name -> roster.stream().noneMatch(m -> m.name().equals(name)))
          .ifPresent(
              name -> {
                OperatorPolicy operator =
                    Optional.ofNullable(source.operators().get(name))
                        .orElseGet(() -> OperatorPolicy.named(name));
                roster.add(new Member(operator, source.capacity(), operator.skills()));
              });
    }
    return List.copyOf(roster);
  }
}
