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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Claims what is next on a desk: the read side says what that may be, the items decide. */
final class NextItem {
  private static final int CANDIDATES = 50;
  private static final int MOST_PAGES = 40;
  private static final int MOST_REMEMBERED = 10_000;

  private final ClusterSharding sharding;
  private final Blocking db;
  private final Duration timeout;

  /** What items answered last, by id: the read side is behind where it has an older version. */
  private final Map<String, Long> versions =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
              return size() > MOST_REMEMBERED;
            }
          });

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
    return claimAfter(null, desk, by, MOST_PAGES);
  }

  private CompletionStage<WorkItemView> claimAfter(Seen last, String desk, String by, int pages) {
    if (pages == 0) {
      throw Problem.unavailable(
              "The list of desk \"%s\" is far behind its work items. Ask again in a while."
                  .formatted(desk))
          .asException();
    }
    return db.call(connection -> WorkItemTable.unclaimed(connection, desk, last, CANDIDATES))
        .thenCompose(
            seen -> {
              if (seen.isEmpty()) {
                throw Problem.notFound(
                        "Nothing waits on desk \"%s\" that nobody has.".formatted(desk))
                    .asException();
              }
              Seen end = seen.get(seen.size() - 1);
              return claimFirst(shuffledTail(current(seen)), by)
                  .thenCompose(
                      item ->
                          item.<CompletionStage<WorkItemView>>map(
                                  CompletableFuture::completedFuture)
                              .orElseGet(() -> claimAfter(end, desk, by, pages - 1)));
            });
  }

  private List<Seen> current(List<Seen> seen) {
    return seen.stream()
        .filter(item -> item.version() >= versions.getOrDefault(item.workItemId(), 0L))
        .toList();
  }

  /** The first for whoever is alone; those who lose it do not all go for the second. */
  private static List<Seen> shuffledTail(List<Seen> items) {
    List<Seen> order = new ArrayList<>(items);
    if (order.size() > 2) {
      Collections.shuffle(order.subList(1, order.size()));
    }
    return order;
  }

  /** Empty if every one of them has changed since the read side saw it. */
  private CompletionStage<Optional<WorkItemView>> claimFirst(List<Seen> items, String by) {
    if (items.isEmpty()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    Seen first = items.get(0);
    return sharding
        .entityRefFor(WorkItem.TYPE, first.workItemId())
        .<Answer>ask(
            replyTo ->
                new WorkItem.Operate(new Operation.Claim(), by, first.version(), null, replyTo),
            timeout)
        .thenCompose(
            answer -> {
              if (answer instanceof WorkItem.Done done) {
                versions.put(first.workItemId(), done.item().version());
                return CompletableFuture.completedFuture(Optional.of(done.item()));
              }
              if (answer instanceof WorkItem.Refused refused && refused.item() != null) {
                versions.put(first.workItemId(), refused.item().version());
              }
              return claimFirst(items.subList(1, items.size()), by);
            });
  }
}
