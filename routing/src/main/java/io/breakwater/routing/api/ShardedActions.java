package io.breakwater.routing.api;

import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.RoutingPolicy.UnknownDeskHint;
import io.breakwater.domain.text.Suggestion;
import io.breakwater.domain.work.Operation;
import io.breakwater.domain.work.Verdict;
import io.breakwater.domain.work.WorkItemView;
import io.breakwater.domain.work.WorkRecord;
import io.breakwater.platform.http.Problem;
import io.breakwater.platform.http.Problems;
import io.breakwater.routing.item.Merges;
import io.breakwater.routing.item.WorkItem;
import io.breakwater.routing.item.WorkItem.Answer;
import io.breakwater.routing.item.WorkItem.Refused;
import io.breakwater.routing.outbox.JournalFeed;
import io.breakwater.routing.read.Blocking;
import io.breakwater.routing.read.Counts;
import io.breakwater.routing.read.MergeTable.Pair;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Asks the work items of the cluster. */
public final class ShardedActions implements WorkItemActions {
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final int AT_ONCE = 64;
  private static final int MOST_CHANGES = 50;

  private final ActorSystem<?> system;
  private final ClusterSharding sharding;
  private final Blocking db;
  private final Supplier<Policy> policy;
  private final Merges merges;
  private final NextItem next;
  private final Runnable written;

  /**
   * Connects the parts.
   *
   * @param policy the one in force now
   * @param written is run after an operation wrote something
   */
  public ShardedActions(
      ActorSystem<?> system, Blocking db, Supplier<Policy> policy, Runnable written) {
    this.system = system;
    this.sharding = ClusterSharding.get(system);
    this.db = db;
    this.policy = policy;
    this.merges = new Merges(system, ANSWER);
    this.next = new NextItem(sharding, db, ANSWER);
    this.written = written;
  }

  @Override
  public CompletionStage<WorkItemView> find(String workItemId) {
    return db.call(connection -> CurrentItem.existing(connection, workItemId));
  }

  @Override
  public CompletionStage<WorkItemView> operate(String workItemId, Order order) {
    return checked(order).thenCompose(known -> carryOut(workItemId, order));
  }

  private CompletionStage<WorkItemView> carryOut(String workItemId, Order order) {
    return directed(workItemId, order.operation())
        .thenCompose(operation -> ask(workItemId, operation, order))
        .thenCompose(answer -> itemOrProblem(answer, order.expectedVersion()));
  }

  private CompletionStage<Answer> ask(String workItemId, Operation operation, Order order) {
    return sharding
        .entityRefFor(WorkItem.TYPE, workItemId)
        .ask(
            replyTo ->
                new WorkItem.Operate(
                    operation, order.by(), order.expectedVersion(), order.request(), replyTo),
            ANSWER);
  }

  /** An escalation that names no desk goes where the policy says that the item's desk escalates. */
  private CompletionStage<Operation> directed(String workItemId, Operation operation) {
    if (!(operation instanceof Operation.Escalate escalate) || escalate.desk() != null) {
      return CompletableFuture.completedFuture(operation);
    }
    return db.call(connection -> Optional.ofNullable(CurrentItem.read(connection, workItemId)))
        .thenApply(
            item ->
                new Operation.Escalate(
                    item.map(i -> policy.get().desk(i.desk()).escalation()).orElse(null),
                    escalate.note()));
  }

  @Override
  public CompletionStage<WorkItemView> claimNext(String desk, String by) {
    return next.claim(desk, by)
        .thenApply(
            item -> {
              written.run();
              return item;
            });
  }

  @Override
  public CompletionStage<List<Outcome>> bulk(List<Target> targets, Order order) {
    return checked(order)
        .thenCompose(
            known ->
                Source.from(targets)
                    .mapAsync(
                        AT_ONCE,
                        target ->
                            carryOut(target.workItemId(), order.expecting(target.expectedVersion()))
                                .handle((item, failure) -> outcome(target, order, item, failure)))
                    .runWith(Sink.seq(), system));
  }

  private static Outcome outcome(Target target, Order order, WorkItemView item, Throwable failure) {
    if (failure == null) {
      int status = order.awaitsApproval(item) ? 202 : 200;
      return new Outcome(target.workItemId(), status, item, null);
    }
    Problem problem = Problems.of(failure);
    return new Outcome(target.workItemId(), problem.status(), null, problem);
  }

  @Override
  public CompletionStage<WorkItemView> merge(
      Target survivor, List<String> others, String by, String key) {
    return db.call(connection -> missing(connection, others))
        .thenCompose(
            missing -> {
              if (missing != null) {
                throw Problem.notFound("There is no work item " + missing + ".").asException();
              }
              return eachInTurn(
                  survivor,
                  others,
                  (other, expected) ->
                      merges.merge(
                          new Pair(survivor.workItemId(), other),
                          by,
                          expected,
                          Order.request(of(key, other), by, "merge", other)));
            });
  }

  private static String missing(Connection connection, List<String> ids) throws SQLException {
    for (String id : ids) {
      if (JournalFeed.length(connection, id) == 0) {
        return id;
      }
    }
    return null;
  }

  @Override
  public CompletionStage<WorkItemView> split(
      Target survivor, List<String> others, String by, String key) {
    return eachInTurn(
        survivor,
        others,
        (other, expected) ->
            merges.split(
                new Pair(survivor.workItemId(), other),
                by,
                Order.request(of(key, other), by, "split", other)));
  }

  private static String of(String key, String other) {
    return key == null ? null : key + ":" + other;
  }

  /** Asks for one of several, if the survivor is still at the version; 0 for any. */
  private interface Step {
    CompletionStage<Answer> ask(String other, long expectedVersion);
  }

  private CompletionStage<WorkItemView> eachInTurn(
      Target survivor, List<String> others, Step step) {
    CompletionStage<WorkItemView> last = CompletableFuture.completedFuture(null);
    for (int i = 0; i < others.size(); i++) {
      String other = others.get(i);
      long expected = i == 0 ? survivor.expectedVersion() : 0;
      last =
          last.thenCompose(
              before ->
                  step.ask(other, expected).thenCompose(answer -> itemOrProblem(answer, expected)));
    }
    return last;
  }

  private CompletionStage<WorkItemView> itemOrProblem(Answer answer, long expectedVersion) {
    if (answer instanceof WorkItem.Done done) {
      written.run();
      return CompletableFuture.completedFuture(done.item());
    }
    Refused refused = (Refused) answer;
    boolean conflict = refused.why() == Verdict.Why.STATE || refused.why() == Verdict.Why.VERSION;
    CompletionStage<List<WorkRecord>> changes =
        conflict
            ? changes(refused.item(), expectedVersion)
            : CompletableFuture.completedFuture(List.of());
    return changes.thenApply(
        found -> {
          throw Refusals.problem(refused, found).asException();
        });
  }

  /** Since the version that the asker saw; the last change if they did not say. */
  private CompletionStage<List<WorkRecord>> changes(WorkItemView item, long expectedVersion) {
    long since =
        expectedVersion == 0 || expectedVersion >= item.version()
            ? item.version() - 1
            : Math.max(expectedVersion, item.version() - MOST_CHANGES);
    return db.call(
            connection -> JournalFeed.history(connection, item.workItemId(), since, MOST_CHANGES))
        .thenApply(entries -> entries.stream().map(JournalFeed.Entry::record).toList());
  }

  /**
   * Completes if the desk that the operation names exists, if it names one; or may be opened by
   * naming it, as by a hint.
   */
  private CompletionStage<Void> checked(Order order) {
    String desk = desk(order.operation());
    boolean mayBeNew =
        order.newDesk() && policy.get().routing().unknownDeskHint() == UnknownDeskHint.CREATE;
    if (desk == null || mayBeNew || policy.get().desks().containsKey(desk)) {
      return CompletableFuture.completedFuture(null);
    }
    return db.call(Counts::byDesk)
        .thenApply(
            counts -> {
              if (counts.containsKey(desk)) {
                return null;
              }
              String remedy = Suggestion.remedy(desk, policy.get().desks().keySet());
              throw OrderBody.bad("There is no desk \"%s\". %s".formatted(desk, remedy));
            });
  }

  private static String desk(Operation operation) {
    if (operation instanceof Operation.Transfer transfer) {
      return transfer.desk();
    }
    return operation instanceof Operation.Escalate escalate ? escalate.desk() : null;
  }
}
