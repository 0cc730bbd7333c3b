package io.breakwater.routing.api;

import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import io.breakwater.domain.work.Operation;
import io.breakwater.domain.work.WorkItemView;
import io.breakwater.platform.http.Problem;
import io.breakwater.routing.item.WorkItem;
import io.breakwater.routing.item.WorkItem.Answer;
import io.breakwater.routing.read.Blocking;
import io.breakwater.routing.read.WorkItemTable;
import io.breakwater.routing.read.WorkItemTable.Seen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Claims what is next on a desk: the read side says what that may be, the items decide. */
final class NextItem {
  private static final int CANDIDATES = 50;

  private final ClusterSharding sharding;
  private final Blocking db;
  private final Duration timeout;

  NextItem(ClusterSharding sharding, Blocking db, Duration timeout) {
    this.sharding = sharding;
    this.db = db;
    this.timeout = timeout;
  }

  /**
   * Completes with the item that {@code by} has now, or may have once somebody approves; fails with
   * a 404 if there is none.
   */
  CompletionStage<WorkItemView> claim(String desk, String by) {
    return db.call(connection -> WorkItemTable.unclaimed(connection, desk, CANDIDATES))
        .thenCompose(items -> claimFirst(desk, by, shuffledTail(items)));
  }

  /** The first for whoever is alone; those who lose it do not all go for the second. */
  private static List<Seen> shuffledTail(List<Seen> items) {
    List<Seen> order = new ArrayList<>(items);
    if (order.size() > 2) {
      Collections.shuffle(order.subList(1, order.size()));
    }
    return order;
  }

  /** The read side may be behind: an item that has changed since is not one that nobody has. */
  private CompletionStage<WorkItemView> claimFirst(String desk, String by, List<Seen> items) {
    if (items.isEmpty()) {
      throw Problem.notFound("Nothing waits on desk \"%s\" that nobody has.".formatted(desk))
          .asException();
    }
    Seen first = items.get(0);
    return sharding
        .entityRefFor(WorkItem.TYPE, first.workItemId())
        .<Answer>ask(
            replyTo ->
                new WorkItem.Operate(new Operation.Claim(), by, first.version(), null, replyTo),
            timeout)
        .thenCompose(
            answer ->
                answer instanceof WorkItem.Done done
                    ? CompletableFuture.completedFuture(done.item())
                    : claimFirst(desk, by, items.subList(1, items.size())));
  }
}
