package io.breakwater.flink.correlation;

import io.breakwater.domain.incident.IncidentEvent;
import io.breakwater.domain.incident.IncidentEvent.Change;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The incidents of one rule and key that may be parents, and the children that found theirs.
 *
 * @param parents by incident id
 * @param children the parent's id by the child's
 */
public record Family(Map<String, Parent> parents, Map<String, Child> children) {

  static final Family NONE = new Family(Map.of(), Map.of());

  /**
   * An incident that may be a parent.
   *
   * @param to null while it is open
   * @param mergedInto null unless it was merged
   */
  public record Parent(Instant from, Instant to, String mergedInto) {
    private boolean isOpenAt(Instant at) {
      return !from.isAfter(at) && (to == null || !to.isBefore(at));
    }
  }

  /**
   * A child that found its parent.
   *
   * @param to null while it is open
   */
  public record Child(String parentId, Instant to) {}

  /** What becomes of the family when something is said of an incident that may be a parent. */
  Family withParent(IncidentEvent event) {
    Parent before = parents.get(event.incidentId());
    boolean ended = event.change() == Change.CLOSED || event.change() == Change.MERGED;
    Map<String, Parent> next = new TreeMap<>(parents);
    next.put(
        event.incidentId(),
        new Parent(
            before == null ? event.occurredAt() : before.from,
            ended ? event.occurredAt() : null,
            event.mergedInto()));
    return new Family(next, children);
  }

  /** The parent of a child: the one it had, or the latest that is open when the child says this. */
  Optional<String> parentOf(IncidentEvent event) {
    Child known = children.get(event.incidentId());
    if (known != null) {
      return Optional.of(following(known.parentId));
    }
    return parents.entrySet().stream()
        .filter(parent -> parent.getValue().isOpenAt(event.occurredAt()))
        .max(
            Comparator.comparing((Map.Entry<String, Parent> p) -> p.getValue().from)
                .thenComparing(Map.Entry::getKey))
        .map(parent -> following(parent.getKey()));
  }

  /** A parent that was merged lives on as the incident that took it over. */
  private String following(String parentId) {
    String id = parentId;
    for (int i = 0; i < parents.size(); i++) {
      Parent parent = parents.get(id);
      if (parent == null || parent.mergedInto == null) {
        return id;
      }
      id = parent.mergedInto;
    }
    return id;
  }

  /** What becomes of the family when a child has found its parent. */
  Family withChild(IncidentEvent event, String parentId) {
    boolean ended = event.change() == Change.CLOSED || event.change() == Change.MERGED;
    Map<String, Child> next = new TreeMap<>(children);
    next.put(event.incidentId(), new Child(parentId, ended ? event.occurredAt() : null));
    return new Family(parents, next);
  }

  /** Without what ended before an instant. */
  Family since(Instant instant) {
    Map<String, Parent> parentsLeft = new TreeMap<>(parents);
    parentsLeft.values().removeIf(p -> p.to != null && p.to.isBefore(instant));
    Map<String, Child> childrenLeft = new TreeMap<>(children);
    childrenLeft.values().removeIf(c -> c.to != null && c.to.isBefore(instant));
    return new Family(parentsLeft, childrenLeft);
  }
}
