package io.breakwater.domain.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Every version of the policy, by time. The first is in force from the beginning of time; of two
 * with the same {@code effective_from}, the one added later wins.
 */
public final class PolicyTimeline {

  /** No version yet: nothing may be judged. */
  public static final PolicyTimeline EMPTY = new PolicyTimeline(List.of());

  private final List<Policy> byTime;

  private PolicyTimeline(List<Policy> byTime) {
    this.byTime = byTime;
  }

  /** This timeline with {@code policy} added, replacing the same {@code policy@version}. */
  public PolicyTimeline with(Policy policy) {
    List<Policy> next = new ArrayList<>(byTime);
    next.removeIf(p -> p.id().equals(policy.id()));
    next.add(policy);
    next.sort(Comparator.comparing(Policy::effectiveFrom));
    return new PolicyTimeline(List.copyOf(next));
  }

  /**
   * The version in force at an instant.
   *
   * @throws IllegalStateException if the timeline is empty
   */
  public Policy inForceAt(Instant instant) {
    if (byTime.isEmpty()) {
      throw new IllegalStateException("no policy has been published yet");
    }
    for (int i = byTime.size() - 1; i > 0; i--) {
      if (!byTime.get(i).effectiveFrom().isAfter(instant)) {
        return byTime.get(i);
      }
    }
    return byTime.get(0);
  }

  /** The version with this {@code policy@version}. */
  public Optional<Policy> byId(String id) {
    return byTime.stream().filter(p -> p.id().equals(id)).findFirst();
  }

  /** All versions, oldest first. */
  public List<Policy> versions() {
    return byTime;
  }
}
