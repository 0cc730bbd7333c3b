package io.breakwater.scoring.correlation;

import io.breakwater.domain.event.Severity;
import io.breakwater.domain.rule.IncidentFacts;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Members of one rule and key that follow each other, summed up: those of one second, or of a whole
 * session. Adding is the same in whatever order, and its size is bounded however many there are.
 *
 * @param head the first member
 * @param lastAt event time of the last member
 * @param members the first {@link #LISTED} members
 * @param matching how many members each named condition holds for
 * @param attributes the values of what the rule watches, by name
 * @param ids of the members; none in a session
 */
public record Slice(
    Head head,
    long lastAt,
    long count,
    long scoreSum,
    int scoreMax,
    FirstMembers members,
    ValueCounts matching,
    Map<String, ValueCounts> attributes,
    EventIds ids) {

  /** How many members a slice, and so an incident, names. */
  public static final int LISTED = 100;

  /**
   * What an incident has from its first member.
   *
   * @param parentKey null if the rule has no parent
   */
  record Head(
      long at,
      String eventId,
      String type,
      Severity severity,
      String traceId,
      String policyVersion,
      String parentKey) {

    private boolean isAfter(Head other) {
      return at > other.at || (at == other.at && eventId.compareTo(other.eventId) > 0);
    }
  }

  /** The slice of one member. */
  public static Slice of(Member member) {
    String eventId = member.exception().eventId();
    ValueCounts matching = ValueCounts.NONE;
    for (String name : member.matching()) {
      matching = matching.plus(name);
    }
    Map<String, ValueCounts> attributes = new TreeMap<>();
    member.attributes().forEach((name, v) -> attributes.put(name, ValueCounts.NONE.plus(v)));
    return new Slice(
        new Head(
            member.at(),
            eventId,
            member.type(),
            member.severity(),
            member.traceId(),
            member.policyVersion(),
            member.parentKey()),
        member.at(),
        1,
        member.score(),
        member.score(),
        FirstMembers.NONE.plus(member.listed(), LISTED),
        matching,
        Collections.unmodifiableMap(attributes),
        EventIds.NONE.plus(eventId));
  }

  /** This slice with the member; this very slice if the member's event is in it already. */
  public Slice plus(Member member) {
    return ids.contains(member.exception().eventId()) ? this : plus(of(member));
  }

  /** Both together. */
  public Slice plus(Slice other) {
    return new Slice(
        head.isAfter(other.head) ? other.head : head,
        Math.max(lastAt, other.lastAt),
        count + other.count,
        scoreSum + other.scoreSum,
        Math.max(scoreMax, other.scoreMax),
        members.plus(other.members, LISTED),
        matching.plus(other.matching),
        sum(attributes, other.attributes),
        ids.plus(other.ids));
  }

  private static Map<String, ValueCounts> sum(
      Map<String, ValueCounts> a, Map<String, ValueCounts> b) {
    if (a.isEmpty()) {
      return b;
    }
    Map<String, ValueCounts> sum = new TreeMap<>(a);
    b.forEach((name, counts) -> sum.merge(name, counts, ValueCounts::plus));
    return Collections.unmodifiableMap(sum);
  }

  /** The same, without remembering which events they were. */
  Slice withoutIds() {
    return new Slice(
        head, lastAt, count, scoreSum, scoreMax, members, matching, attributes, EventIds.NONE);
  }

  /** Event time of the first member. */
  public long firstAt() {
    return head.at();
  }

  /** True if the time lies between the first and the last member. */
  public boolean spans(long at) {
    return at >= firstAt() && at <= lastAt;
  }

  /**
   * What conditions on an incident see.
   *
   * @param watched the names of what the rule watches: one without values has 0 different ones
   * @param conditions the names of the rule's conditions: one that held for no member counts 0
   */
  IncidentFacts facts(Set<String> watched, Set<String> conditions) {
    Map<String, Long> distinct = new TreeMap<>();
    Map<String, String> top = new TreeMap<>();
    for (String name : watched) {
      ValueCounts values = attributes.getOrDefault(name, ValueCounts.NONE);
      distinct.put(name, values.distinct());
      values.top().ifPresent(value -> top.put(name, value));
    }
    Map<String, Long> holding = new TreeMap<>();
    for (String name : conditions) {
      holding.put(name, matching.count(name));
    }
    long seconds = (lastAt - firstAt()) / Micros.PER_SECOND;
    return new IncidentFacts(count, scoreMax, scoreSum, seconds, distinct, holding, top);
  }
}
