package io.breakwater.routing.desk;

import io.breakwater.domain.policy.DeskPolicy;
import io.breakwater.domain.policy.DeskPolicy.Assignment;
import io.breakwater.domain.policy.DeskPolicy.Member;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A desk's open work: who has how much, what waits, and what has been offered but not confirmed.
 * Not thread-safe: one desk's actor owns it.
 */
final class DeskBook {

  /** Give this item to that member. */
  record Placement(String workItemId, String member, String reason) {}

  private final Map<String, Line> open = new HashMap<>();
  private final TreeSet<Line> waiting = new TreeSet<>(Line.URGENCY);
  private final Map<String, Integer> load = new HashMap<>();
  private final Map<String, String> reserved = new HashMap<>();
  private DeskPolicy policy;
  private String lastServed = "";

  DeskBook(DeskPolicy policy) {
    this.policy = policy;
  }

  DeskPolicy policy() {
    return policy;
  }

  /** The desk's members or their capacities changed; what they have stays with them. */
  void rejoin(DeskPolicy next) {
    policy = next;
  }

  /** An item is now like this; older news is ignored. */
  void put(Line line) {
    Line known = open.get(line.workItemId());
    if (known != null && known.version() >= line.version()) {
      return;
    }
    remove(line.workItemId());
    if (line.waits()) {
      waiting.add(line);
    }
    if (line.loads()) {
      load.merge(line.assignee(), 1, Integer::sum);
    }
    if (line.state().isOpen()) {
      open.put(line.workItemId(), line);
    }
  }

  /** What the read side has replaces everything but the reservations. */
  void replace(Collection<Line> lines) {
    open.clear();
    waiting.clear();
    load.clear();
    lines.forEach(this::put);
  }

  /** The next item for a member with room, and a reservation of that place; empty if none. */
  Optional<Placement> reserveNext() {
    if (policy.assignment() == Assignment.PULL) {
      return Optional.empty();
    }
    Optional<Member> member = memberWithRoom();
    Optional<Line> line =
        waiting.stream().filter(l -> !reserved.containsKey(l.workItemId())).findFirst();
    if (member.isEmpty() || line.isEmpty()) {
      return Optional.empty();
    }
    String name = member.get().name();
    String reason = reason(member.get());
    lastServed = name;
    reserved.put(line.get().workItemId(), name);
    return Optional.of(new Placement(line.get().workItemId(), name, reason));
  }

  /** The item took its member, as {@code line} says. */
  void confirmed(Line line) {
    reserved.remove(line.workItemId());
    put(line);
  }

  /** The item refused: it waits no longer; news of it will say what it does. */
  void refused(String workItemId) {
    reserved.remove(workItemId);
    remove(workItemId);
  }

  /** Nobody answered: the place is free again and the item still waits. */
  void expired(String workItemId) {
    reserved.remove(workItemId);
  }

  int reservations() {
    return reserved.size();
  }

  private void remove(String workItemId) {
    Line known = open.remove(workItemId);
    if (known == null) {
      return;
    }
    waiting.remove(known);
    if (known.loads()) {
      load.merge(known.assignee(), -1, (a, b) -> a + b == 0 ? null : a + b);
    }
  }

  private Optional<Member> memberWithRoom() {
    List<Member> free =
        policy.members().stream().filter(m -> loadOf(m.name()) < m.capacity()).toList();
    if (policy.assignment() == Assignment.LEAST_LOADED) {
      return free.stream().min(Comparator.comparingInt(m -> loadOf(m.name())));
    }
    // Round robin: the first free member after the one that was served last.
    int last = policy.members().stream().map(Member::name).toList().indexOf(lastServed);
    return free.stream()
        .min(
            Comparator.comparingInt(
                m ->
                    Math.floorMod(
                        policy.members().indexOf(m) - last - 1, policy.members().size())));
  }

  private int loadOf(String member) {
    long offers = reserved.values().stream().filter(member::equals).count();
    return load.getOrDefault(member, 0) + (int) offers;
  }

  private String reason(Member member) {
    return "%s: %s had %d of %d"
        .formatted(
            policy.assignment() == Assignment.LEAST_LOADED ? "least loaded" : "round robin",
            member.name(),
            loadOf(member.name()),
            member.capacity());
  }
}
