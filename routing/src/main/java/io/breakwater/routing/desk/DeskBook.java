package io.breakwater.routing.desk;

import io.breakwater.domain.desk.Choice;
import io.breakwater.domain.desk.Needs;
import io.breakwater.domain.desk.OperatorChoice;
import io.breakwater.domain.desk.Standing;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.policy.DeskPolicy;
import io.breakwater.domain.work.WorkItemView;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A desk's open work: who has how much, what waits, and what has been offered but not confirmed.
 * Who gets what is {@link OperatorChoice}'s to say. Not thread-safe: one desk's actor owns it.
 */
final class DeskBook {

  /** Give this item to that member. */
  record Placement(String workItemId, String member, String reason) {}

  private record Reservation(String member, Line line) {}

  /** Items that ask the same of an operator: where one finds nobody, the others do not either. */
  private record Kind(Priority priority, Needs needs) {}

  private final Map<String, Line> open = new HashMap<>();
  private final TreeSet<Line> waiting = new TreeSet<>(Line.URGENCY);
  private final Held held = new Held();
  private final Map<String, Reservation> reserved = new HashMap<>();
  private Map<String, Map<Priority, Long>> elsewhere = Map.of();
  private DeskPolicy policy;
  private String lastServed = "";

  DeskBook(DeskPolicy policy) {
    this.policy = policy;
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
      held.add(line);
    }
    if (line.state().isOpen()) {
      open.put(line.workItemId(), line);
    }
  }

  /**
   * What the read side has replaces everything but the reservations.
   *
   * @param elsewhere open items of operators on other desks, by priority
   */
  void replace(Collection<Line> lines, Map<String, Map<Priority, Long>> elsewhere) {
    open.clear();
    waiting.clear();
    held.clear();
    lines.forEach(this::put);
    this.elsewhere = elsewhere;
  }

  /**
   * The most urgent item that somebody can take, and a reservation of that place; empty if none.
   */
  Optional<Placement> reserveNext(Instant now) {
    if (!policy.assigns()) {
      return Optional.empty();
    }
    Standing standing = standing();
    if (choice(policy.weights().lightest(), Needs.NONE, standing, now).chosen().isEmpty()) {
      return Optional.empty(); // nobody has room: a long queue need not be looked through
    }
    Set<Kind> hopeless = new HashSet<>();
    for (Line line : waiting) {
      Kind kind = new Kind(line.priority(), line.needs());
      if (reserved.containsKey(line.workItemId()) || hopeless.contains(kind)) {
        continue;
      }
      Choice choice = choice(line.priority(), line.needs(), standing, now);
      if (choice.chosen().isPresent()) {
        return Optional.of(reserve(line, choice));
      }
      hopeless.add(kind);
    }
    return Optional.empty();
  }

  private Choice choice(Priority priority, Needs needs, Standing standing, Instant now) {
    return OperatorChoice.of(policy, priority, needs, standing, now);
  }

  private Placement reserve(Line line, Choice choice) {
    lastServed = choice.operator();
    reserved.put(line.workItemId(), new Reservation(choice.operator(), line));
    return new Placement(line.workItemId(), choice.operator(), choice.reason());
  }

  private Standing standing() {
    Map<String, Integer> offered = new HashMap<>();
    for (Reservation r : reserved.values()) {
      offered.merge(r.member(), policy.weights().of(r.line().priority()), Integer::sum);
    }
    return new Standing(
        name -> policy.weights().of(held.of(name)) + offered.getOrDefault(name, 0),
        name -> policy.weights().of(elsewhere.getOrDefault(name, Map.of())),
        lastServed,
        this::holder);
  }

  private String holder(String sticky) {
    String holder = held.holder(sticky);
    return holder != null
        ? holder
        : reserved.values().stream()
            .filter(r -> sticky.equals(r.line().needs().sticky()))
            .map(Reservation::member)
            .min(Comparator.naturalOrder())
            .orElse(null);
  }

  /** The item took its member. */
  void confirmed(WorkItemView item) {
    Reservation reservation = reserved.remove(item.workItemId());
    put(Line.of(item, reservation == null ? Needs.NONE : reservation.line().needs()));
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
      held.remove(known);
    }
  }
}
