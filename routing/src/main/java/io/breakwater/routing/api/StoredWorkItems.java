package io.breakwater.routing.api;

import akka.NotUsed;
import akka.actor.typed.ActorRef;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.pattern.Patterns;
import akka.stream.javadsl.Source;
import io.breakwater.domain.policy.DeskPolicy;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.routing.DecisionRecord;
import io.breakwater.domain.work.Lifecycle;
import io.breakwater.domain.work.Verdict;
import io.breakwater.domain.work.WorkItemEvent;
import io.breakwater.domain.work.WorkItemState;
import io.breakwater.domain.work.WorkItemView;
import io.breakwater.domain.work.WorkRecord;
import io.breakwater.platform.http.Page;
import io.breakwater.platform.http.Problem;
import io.breakwater.routing.item.WorkItem;
import io.breakwater.routing.item.WorkItem.Answer;
import io.breakwater.routing.outbox.JournalFeed;
import io.breakwater.routing.outbox.OutboxOffset;
import io.breakwater.routing.outbox.Position;
import io.breakwater.routing.read.Blocking;
import io.breakwater.routing.read.Counts;
import io.breakwater.routing.read.WorkItemRow;
import io.breakwater.routing.read.WorkItemTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/** Work items as the cluster and the database have them. */
public final class StoredWorkItems implements WorkItems {
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final int CHANGES = 500;

  private final ClusterSharding sharding;
  private final akka.actor.typed.ActorSystem<?> system;
  private final Blocking db;
  private final Supplier<Policy> policy;
  private final Duration poll;
  private final Runnable written;

  /**
   * Connects the parts.
   *
   * @param policy the one in force now
   * @param poll how often an open change feed looks
   * @param written is run after an operation wrote something
   */
  public StoredWorkItems(
      akka.actor.typed.ActorSystem<?> system,
      Blocking db,
      Supplier<Policy> policy,
      Duration poll,
      Runnable written) {
    this.system = system;
    this.sharding = ClusterSharding.get(system);
    this.db = db;
    this.policy = policy;
    this.poll = poll;
    this.written = written;
  }

  @Override
  public CompletionStage<Page<WorkItemView>> list(WorkItemQuery query) {
    return db.call(connection -> WorkItemTable.page(connection, query));
  }

  @Override
  public CompletionStage<WorkItemPage> get(String id) {
    return history(id)
        .thenApply(
            history -> new WorkItemPage(fold(history).view(), opened(history).decision(), history));
  }

  @Override
  public CompletionStage<DecisionRecord> decision(String id) {
    return history(id).thenApply(history -> opened(history).decision());
  }

  private CompletionStage<List<WorkRecord>> history(String id) {
    return db.call(connection -> JournalFeed.history(connection, id))
        .thenApply(
            entries -> {
              if (entries.isEmpty()) {
                throw Problem.notFound("There is no work item " + id + ".").asException();
              }
              return entries.stream().map(JournalFeed.Entry::record).toList();
            });
  }

  private static Lifecycle fold(List<WorkRecord> history) {
    Lifecycle item = Lifecycle.NONE;
    for (WorkRecord record : history) {
      item = item.after(record.event());
    }
    return item;
  }

  private static WorkItemEvent.Opened opened(List<WorkRecord> history) {
    return (WorkItemEvent.Opened) history.get(0).event();
  }

  @Override
  public CompletionStage<WorkItemView> assign(String id, Operation o) {
    String by = o.requiredBy();
    String assignee = o.requiredAssignee();
    String reason = o.reasonOr(by.equals(assignee) ? "claimed" : "assigned by " + by);
    return ask(id, to -> new WorkItem.Assign(assignee, reason, by, o.expected(), to));
  }

  @Override
  public CompletionStage<WorkItemView> acknowledge(String id, Operation o) {
    String by = o.requiredBy();
    return ask(id, to -> new WorkItem.Acknowledge(by, o.expected(), to));
  }

  @Override
  public CompletionStage<WorkItemView> resolve(String id, Operation o) {
    String by = o.requiredBy();
    String code = o.codeOrFixed();
    String note = o.boundedNote();
    return ask(id, to -> new WorkItem.Resolve(code, note, by, o.expected(), to));
  }

  private CompletionStage<WorkItemView> ask(
      String id, Function<ActorRef<Answer>, WorkItem.Command> command) {
    return sharding
        .entityRefFor(WorkItem.TYPE, id)
        .<Answer>ask(command::apply, ANSWER)
        .thenApply(this::itemOrProblem);
  }

  private WorkItemView itemOrProblem(Answer answer) {
    if (answer instanceof WorkItem.Done done) {
      written.run();
      return done.item();
    }
    WorkItem.Refused refused = (WorkItem.Refused) answer;
    throw (refused.why() == Verdict.Why.UNKNOWN
            ? Problem.notFound(refused.reason())
            : Problem.conflict(refused.reason()))
        .asException();
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
  public Source<List<WorkItemRow>, NotUsed> changes(Optional<String> desk, Position after) {
    return Source.unfoldAsync(
            after,
            position ->
                db.call(
                        connection ->
                            WorkItemTable.changes(connection, desk.orElse(null), position, CHANGES))
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
