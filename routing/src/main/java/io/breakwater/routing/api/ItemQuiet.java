package io.breakwater.routing.api;

import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.quiet.Quiet;
import io.breakwater.domain.rule.Facts;
import io.breakwater.domain.work.WorkItemView;
import io.breakwater.platform.quiet.QuietLook;
import io.breakwater.platform.quiet.Silences;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;

/** Why a work item pages nobody now: asked of what the notifier asks, with what the item is now. */
final class ItemQuiet {
  private final Silences silences = new Silences();
  private final Supplier<Policy> policy;
  private final Clock clock;

  /**
   * Prepares it.
   *
   * @param policy the one in force now
   */
  ItemQuiet(Supplier<Policy> policy, Clock clock) {
    this.policy = policy;
    this.clock = clock;
  }

  /** Null if it is not quiet, or nobody would be paged about it any more. */
  Quiet of(Connection db, WorkItemView item, ScoredException cause) throws SQLException {
    if (!item.state().isOpen()) {
      return null;
    }
    Instant now = clock.instant();
    Facts facts =
        new Facts(cause.event(), cause.features(), item.score(), item.priority(), item.desk());
    return new QuietLook(db, policy.get().quiet(), silences.rules(db, now), now)
        .at(item.workItemId(), facts)
        .orElse(null);
  }
}
