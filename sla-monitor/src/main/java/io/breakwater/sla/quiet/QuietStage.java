package io.breakwater.sla.quiet;

import io.breakwater.domain.notification.Notification;
import io.breakwater.domain.notification.Notification.Status;
import io.breakwater.domain.quiet.InhibitRule.Side;
import io.breakwater.domain.quiet.Quiet;
import io.breakwater.domain.quiet.QuietPolicy;
import io.breakwater.domain.sla.ItemState;
import io.breakwater.platform.quiet.QuietLook;
import io.breakwater.platform.quiet.Silences;
import io.breakwater.platform.quiet.SourceTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The stage of notifying that keeps back what is quiet, in one transaction of a partition's owner.
 * Only whether somebody is told depends on it: the item and its clocks go on as they are.
 */
public final class QuietStage {
  private final Connection db;
  private final int partition;
  private final QuietPolicy policy;
  private final Silences silences;
  private final Instant now;
  private final List<KeptBack> kept = new ArrayList<>();
  private QuietLook look;

  /**
   * A stage that has kept nothing back yet.
   *
   * @param now the wall clock: when the notifications would go out
   */
  public QuietStage(
      Connection db, int partition, QuietPolicy policy, Silences silences, Instant now) {
    this.db = db;
    this.partition = partition;
    this.policy = policy;
    this.silences = silences;
    this.now = now;
  }

  /** The notifications of an item; those that would go out are SUPPRESSED if it is quiet. */
  public List<Notification> pass(ItemState state, List<Notification> planned) throws SQLException {
    if (planned.stream().noneMatch(n -> n.status() == Status.PENDING)) {
      return planned;
    }
    Optional<Quiet> quiet = look().at(state.workItemId(), state.facts());
    if (quiet.isEmpty()) {
      return planned;
    }
    List<Notification> passed = new ArrayList<>();
    for (Notification n : planned) {
      if (n.status() == Status.PENDING) {
        kept.add(KeptBack.of(n, quiet.get()));
        passed.add(n.with(Status.SUPPRESSED, quiet.get().sentence(), 0));
      } else {
        passed.add(n);
      }
    }
    return passed;
  }

  /** An item changed: notes which items it inhibits from now on, before anybody is told of it. */
  public void changed(ItemState before, ItemState after) throws SQLException {
    if (policy.inhibit().isEmpty()) {
      return;
    }
    Set<Side> were = sources(policy, before);
    Set<Side> are = sources(policy, after);
    for (Side gone : without(were, are)) {
      SourceTable.remove(db, after.workItemId(), gone);
    }
    for (Side fresh : without(are, were)) {
      SourceTable.add(db, partition, after.workItemId(), fresh);
    }
  }

  /** What was kept back so far. */
  public List<KeptBack> kept() {
    return kept;
  }

  /** The rules of which an item is a source; none unless it is open. */
  static Set<Side> sources(QuietPolicy policy, ItemState state) {
    return state.open()
        ? policy.inhibit().stream()
            .flatMap(rule -> rule.asSource(state.facts()).stream())
            .collect(Collectors.toSet())
        : Set.of();
  }

  private static Set<Side> without(Set<Side> sides, Set<Side> others) {
    Set<Side> rest = new HashSet<>(sides);
    rest.removeAll(others);
    return rest;
  }

  /** Most transactions tell nobody anything, and need no silences. */
  private QuietLook look() throws SQLException {
    if (look == null) {
      look = new QuietLook(db, policy, silences.rules(db, now), now);
    }
    return look;
  }
}
