package io.breakwater.routing.api;

import akka.NotUsed;
import akka.pattern.Patterns;
import akka.stream.javadsl.Source;
import io.breakwater.domain.access.DeskScope;
import io.breakwater.domain.policy.DeskPolicy;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.work.WorkItemEvent;
import io.breakwater.domain.work.WorkItemState;
import io.breakwater.domain.work.WorkItemView;
import io.breakwater.domain.work.WorkRecord;
import io.breakwater.platform.http.Cursor;
import io.breakwater.platform.http.Page;
import io.breakwater.platform.http.Problem;
import io.breakwater.routing.outbox.JournalFeed;
import io.breakwater.routing.outbox.OutboxOffset;
import io.breakwater.routing.outbox.Position;
import io.breakwater.routing.read.Blocking;
import io.breakwater.routing.read.Counts;
import io.breakwater.routing.read.WorkItemRow;
import io.breakwater.routing.read.WorkItemTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Work items as the cluster and the database have them. */
public final class StoredWorkItems implements WorkItems {
  private static final int CHANGES = 500;

  /** Events that an item's page shows. */
  private static final int LATEST = 100;

  private final akka.actor.typed.ActorSystem<?> system;
  private final Blocking db;
  private final Supplier<Policy> policy;
  private final ItemQuiet quiet;
  private final Duration poll;

  /**
   * Connects the parts.
   *
   * @param policy the one in force now
   * @param clock the wall clock
   * @param poll how often an open change feed looks
   */
  public StoredWorkItems(
      akka.actor.typed.ActorSystem<?> system,
      Blocking db,
      Supplier<Policy> policy,
      Clock clock,
      Duration poll) {
    this.system = system;
    this.db = db;
    this.policy = policy;
    this.quiet = new ItemQuiet(policy, clock);
    this.poll = poll;
  }

  @Override
  public CompletionStage<Page<WorkItemView>> list(WorkItemQuery query) {
    return db.call(connection -> WorkItemTable.page(connection, query));
  }

  @Override
  public CompletionStage<WorkItemPage> get(String id) {
    return db.call(
        connection -> {
          long length = length(connection, id);
          long earlier = Math.max(0, length - LATEST);
          List<WorkRecord> latest = records(connection, id, earlier, LATEST);
          WorkItemEvent.Opened opened = opened(connection, id);
          WorkItemView item = CurrentItem.read(connection, id);
          return new WorkItemPage(
              item,
              opened.decision(),
              opened.cause(),
              quiet.of(connection, item, opened.cause()),
              latest,
              earlier);
        });
  }

  @Override
  public CompletionStage<String> deskOf(String id) {
    return db.call(connection -> CurrentItem.existing(connection, id).desk());
  }

  @Override
  public CompletionStage<Page<WorkRecord>> history(String id, long after, int limit) {
    return db.call(
        connection -> {
          long length = length(connection, id);
          List<WorkRecord> records = records(connection, id, after, limit);
          long last = after + records.size();
          return new Page<>(records, last < length ? Cursor.of(Long.toString(last)) : null);
        });
  }

  @Override
  public CompletionStage<ItemDecision> decision(String id) {
    return db.call(
        connection -> {
          length(connection, id);
          WorkItemEvent.Opened opened = opened(connection, id);
          return new ItemDecision(
              opened.decision(),
              assignments(connection, id),
              quiet.of(connection, CurrentItem.read(connection, id), opened.cause()));
        });
  }

  private static List<ItemDecision.Assignment> assignments(Connection connection, String id)
      throws SQLException {
    List<ItemDecision.Assignment> assignments = new ArrayList<>();
    long after = 0;
    List<WorkRecord> page;
    do {
      page = records(connection, id, after, LATEST);
      assignments.addAll(ItemDecision.assignments(page));
      after += page.size();
    } while (page.size() == LATEST);
    return assignments;
  }

  private static long length(Connection connection, String id) throws SQLException {
    long length = JournalFeed.length(connection, id);
    if (length == 0) {
      throw CurrentItem.unknown(id);
    }
    return length;
  }

  private static List<WorkRecord> records(Connection connection, String id, long after, int limit)
      throws SQLException {
    return JournalFeed.history(connection, id, after, limit).stream()
        .map(JournalFeed.Entry::record)
        .toList();
  }

  private static WorkItemEvent.Opened opened(Connection connection, String id) throws SQLException {
    WorkItemEvent first = records(connection, id, 0, 1).get(0).event();
    if (first instanceof WorkItemEvent.Opened opened) {
      return opened;
    }
    throw CurrentItem.failed(id, "its first event does not open it");
  }

  @Override
  public CompletionStage<List<DeskSummary>> desks() {
    return db.call(
        connection -> {
          Map<String, Map<WorkItemState, Long>> counts = Counts.byDesk(connection);
          Map<String, Map<String, Long>> loads = Counts.loads(connection, null);
          Policy now = policy.get();
          Set<String> names = new LinkedHashSet<>(now.desks().keySet());
          names.addAll(counts.keySet());
          return names.stream()
              .map(
                  name ->
                      summary(
                          name,
                          now,
                          counts.getOrDefault(name, Map.of()),
                          loads.getOrDefault(name, Map.of())))
              .toList();
        });
  }

  @Override
  public CompletionStage<DeskSummary> desk(String name) {
    return db.call(
        connection -> {
          Map<WorkItemState, Long> counts = Counts.byDesk(connection).get(name);
          Policy now = policy.get();
          if (counts == null && !now.desks().containsKey(name)) {
            throw Problem.notFound("There is no desk \"" + name + "\".").asException();
          }
          Map<String, Long> loads = Counts.loads(connection, name).getOrDefault(name, Map.of());
          return summary(name, now, counts == null ? Map.of() : counts, loads);
        });
  }

  private static DeskSummary summary(
      String name, Policy policy, Map<WorkItemState, Long> counts, Map<String, Long> loads) {
    boolean known = policy.desks().containsKey(name);
    DeskPolicy desk = known ? policy.desks().get(name) : DeskPolicy.hinted(name);
    List<DeskSummary.Load> members = new ArrayList<>();
    Set<String> listed = new LinkedHashSet<>();
    for (DeskPolicy.Member member : desk.members()) {
      listed.add(member.name());
      members.add(
          new DeskSummary.Load(
              member.name(), member.capacity(), loads.getOrDefault(member.name(), 0L)));
    }
    loads.forEach(
        (operator, open) -> {
          if (!listed.contains(operator)) {
            members.add(new DeskSummary.Load(operator, null, open));
          }
        });
    return new DeskSummary(name, desk.assignment(), known, members, counts);
  }

  @Override
  public CompletionStage<Position> now() {
    return db.call(OutboxOffset::position);
  }

  @Override
  public Source<List<WorkItemRow>, NotUsed> changes(DeskScope desks, Position after) {
    return Source.unfoldAsync(
            after,
            position ->
                db.call(connection -> WorkItemTable.changes(connection, desks, position, CHANGES))
                    .thenCompose(rows -> next(position, rows)))
        .filter(rows -> !rows.isEmpty());
  }

  private CompletionStage<Optional<akka.japi.Pair<Position, List<WorkItemRow>>>> next(
      Position position, List<WorkItemRow> rows) {
    if (rows.isEmpty()) {
      return Patterns.after(
          poll,
          system,
          () ->
              CompletableFuture.completedFuture(
                  Optional.of(akka.japi.Pair.create(position, rows))));
    }
    Position last = rows.get(rows.size() - 1).position();
    return CompletableFuture.completedFuture(Optional.of(akka.japi.Pair.create(last, rows)));
  }
}
