package io.breakwater.sla.quiet;

import io.breakwater.domain.notification.Notification;
import io.breakwater.domain.policy.PolicyTimeline;
import io.breakwater.domain.quiet.Quiet;
import io.breakwater.domain.sla.ItemState;
import io.breakwater.platform.ServiceContext;
import io.breakwater.platform.quiet.QuietLook;
import io.breakwater.platform.quiet.Silences;
import io.breakwater.platform.sql.Transactions;
import io.breakwater.sla.notify.NotificationTable;
import io.breakwater.sla.quiet.KeptBack.Cause;
import io.breakwater.sla.store.Items;
import io.breakwater.sla.store.Items.Stored;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When a quiet is over, tells what still waits: one notification for each channel and desk, however
 * many were kept back. What has been resolved meanwhile is not told of; what something else keeps
 * quiet goes on being kept back. Several nodes may look at once.
 */
public final class AfterQuiet {
  private static final Logger log = LoggerFactory.getLogger(AfterQuiet.class);

  private final ServiceContext context;
  private final Runnable onNotifications;
  private final int batch;
  private final Silences silences = new Silences();

  /**
   * Prepares it.
   *
   * @param onNotifications told when notifications were stored
   * @param batch how many that were kept back one notification speaks of, at most
   */
  public AfterQuiet(ServiceContext context, Runnable onNotifications, int batch) {
    this.context = context;
    this.onNotifications = onNotifications;
    this.batch = batch;
  }

  /** Looks once; what the database refuses is tried again the next time. */
  public void look() {
    PolicyTimeline policies = context.policies().get();
    if (policies.versions().isEmpty()) {
      return;
    }
    try {
      for (Cause cause : Transactions.run(context.db(), KeptBack::causes)) {
        look(cause, policies);
      }
    } catch (SQLException e) {
      log.warn("what was quiet waits for the database: {}", e.toString());
    }
  }

  /** What cannot be told of one is no reason not to tell of the others. */
  private void look(Cause cause, PolicyTimeline policies) throws SQLException {
    Instant now = context.clock().instant();
    try {
      if (Transactions.run(context.db(), db -> look(db, cause, policies, now))) {
        onNotifications.run();
      }
    } catch (RuntimeException e) {
      log.error("what {} {} kept back cannot be told of", cause.kind(), cause.by(), e);
    }
  }

  private boolean look(Connection db, Cause cause, PolicyTimeline policies, Instant now)
      throws SQLException {
    QuietLook look =
        new QuietLook(db, policies.inForceAt(now).quiet(), silences.rules(db, now), now);
    if (look.goesOn(cause.kind(), cause.by(), cause.source())) {
      return false;
    }
    List<KeptBack> kept = KeptBack.of(db, cause, batch);
    Map<String, Stored> items =
        Items.load(db, kept.stream().map(KeptBack::workItemId).distinct().toList());
    List<KeptBack> done = new ArrayList<>();
    Map<StillWaiting.To, Set<ItemState>> waiting = new LinkedHashMap<>();
    for (KeptBack one : kept) {
      Stored stored = items.get(one.workItemId());
      ItemState state = stored == null ? null : stored.item().state();
      boolean waits = state != null && state.open() && !state.held();
      Optional<Quiet> still = waits ? look.at(one.workItemId(), state.facts()) : Optional.empty();
      if (still.isPresent()) {
        one.goesOnBy(db, still.get());
        continue;
      }
      done.add(one);
      if (waits) {
        waiting
            .computeIfAbsent(
                new StillWaiting.To(one.channel(), state.desk()), to -> new LinkedHashSet<>())
            .add(state);
      }
    }
    KeptBack.told(db, done);
    List<Notification> told =
        waiting.entrySet().stream()
            .map(
                to ->
                    StillWaiting.notification(to.getKey(), List.copyOf(to.getValue()), cause, now))
            .toList();
    NotificationTable.insert(db, "after-quiet", told);
    return !told.isEmpty();
  }
}
