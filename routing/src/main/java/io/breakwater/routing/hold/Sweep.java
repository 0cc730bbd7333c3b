package io.breakwater.routing.hold;

import akka.Done;
import akka.NotUsed;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.japi.Pair;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import io.breakwater.domain.work.Lifecycle;
import io.breakwater.domain.work.Operation;
import io.breakwater.domain.work.PolicyDue;
import io.breakwater.routing.RoutingSettings.HoldSettings;
import io.breakwater.routing.item.Merges;
import io.breakwater.routing.item.WorkItem;
import io.breakwater.routing.item.WorkItem.Answer;
import io.breakwater.routing.item.WorkItem.Command;
import io.breakwater.routing.read.Blocking;
import io.breakwater.routing.read.DueTable;
import io.breakwater.routing.read.HoldTable;
import io.breakwater.routing.read.HoldTable.Match;
import io.breakwater.routing.read.IncidentItemTable;
import io.breakwater.routing.read.IncidentItemTable.Resolved;
import io.breakwater.routing.read.MergeTable;
import io.breakwater.routing.read.PolicyTimeTable;
import io.breakwater.routing.read.PolicyTimeTable.Due;
import io.breakwater.routing.read.SameItemTable;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells items what time or other items have brought them: those that wait for an incident that it
 * has come, or that their time is over; the items of ended incidents that upstream has resolved
 * every member; sleepers to wake; requests that nobody approved; items to merge that are the same;
 * items that the policy resolves or closes by itself; and the second of two items that are merged
 * or split that the first has done its part. Each is asked of the item, which decides; asked again
 * it says the same, so a sweep needs no memory and may be cut off anywhere.
 */
public final class Sweep {
  private static final Logger log = LoggerFactory.getLogger(Sweep.class);
  private static final int PAGE = 1000;

  private final ActorSystem<?> system;
  private final HoldSettings settings;
  private final Blocking db;
  private final Clock clock;
  private final Runnable written;
  private final Merges merges;

  /**
   * Prepares it.
   *
   * @param written is run after something may have been written
   */
  public Sweep(
      ActorSystem<?> system, HoldSettings settings, Blocking db, Clock clock, Runnable written) {
    this.system = system;
    this.settings = settings;
    this.db = db;
    this.clock = clock;
    this.written = written;
    this.merges = new Merges(system, settings.askTimeout());
  }

  /** One rows' query: those by id from behind {@code after} on. */
  @FunctionalInterface
  private interface Page<T> {
    List<T> after(java.sql.Connection connection, String after) throws java.sql.SQLException;
  }

  /** What is asked of the item with an id. */
  private record Question(String workItemId, Function<ActorRef<Answer>, Command> command) {}

  /** Sweeps once; completes when everything that was found has been answered. */
  public CompletionStage<Done> run() {
    return mergeSame()
        .thenCompose(done -> pass((c, after) -> HoldTable.matches(c, after, PAGE), Sweep::absorb))
        .thenCompose(
            done ->
                pass((c, after) -> HoldTable.due(c, clock.instant(), after, PAGE), Sweep::release))
        .thenCompose(
            done -> pass((c, after) -> IncidentItemTable.resolved(c, after, PAGE), Sweep::resolve))
        .thenCompose(
            done ->
                pass((c, after) -> DueTable.sleepers(c, clock.instant(), after, PAGE), Sweep::wake))
        .thenCompose(
            done ->
                pass(
                    (c, after) -> DueTable.unapproved(c, clock.instant(), after, PAGE),
                    Sweep::expire))
        .thenCompose(
            done ->
                pass(
                    (c, after) -> PolicyTimeTable.due(c, clock.instant(), after, PAGE),
                    Sweep::byItself))
        .thenCompose(done -> passMerges(MergeTable.Kind.MERGE))
        .thenCompose(done -> passMerges(MergeTable.Kind.PART));
  }

  /** Before any is released: while it waits it pages nobody. */
  private CompletionStage<Done> mergeSame() {
    return Source.unfoldAsync(
            "",
            after ->
                db.call(connection -> SameItemTable.toMerge(connection, after, PAGE))
                    .thenApply(
                        pairs ->
                            pairs.isEmpty()
                                ? Optional.<Pair<String, List<MergeTable.Pair>>>empty()
                                : Optional.of(
                                    Pair.create(pairs.get(pairs.size() - 1).other(), pairs))))
        .mapConcat(pairs -> pairs)
        .mapAsync(settings.parallelism(), this::mergeOne)
        .runWith(Sink.ignore(), system);
  }

  private CompletionStage<NotUsed> mergeOne(MergeTable.Pair pair) {
    return merges
        .merge(pair, Lifecycle.POLICY, 0, null)
        .thenCompose(
            answer ->
                db.call(
                    connection -> {
                      SameItemTable.answered(
                          connection, pair.other(), answer instanceof WorkItem.Done);
                      return answer;
                    }))
        .handle(this::heard);
  }

  /** What the API did not come to the end of: it asks the same, and nothing happens twice. */
  private CompletionStage<Done> passMerges(MergeTable.Kind kind) {
    return Source.unfoldAsync(
            "",
            after ->
                db.call(connection -> MergeTable.underWay(connection, kind, after, PAGE))
                    .thenApply(
                        pairs ->
                            pairs.isEmpty()
                                ? Optional.<Pair<String, List<MergeTable.UnderWay>>>empty()
                                : Optional.of(
                                    Pair.create(
                                        pairs.get(pairs.size() - 1).pair().other(), pairs))))
        .mapConcat(pairs -> pairs)
        .mapAsyncUnordered(
            settings.parallelism(), underWay -> merges.finish(underWay).handle(this::heard))
        .runWith(Sink.ignore(), system);
  }

  private NotUsed heard(WorkItem.Answer answer, Throwable failure) {
    if (failure != null) {
      log.warn("a merge is not finished yet", failure);
    } else {
      written.run();
    }
    return NotUsed.getInstance();
  }

  private static Question wake(String workItemId) {
    return new Question(workItemId, WorkItem.Wake::new);
  }

  private static Question expire(String workItemId) {
    return new Question(workItemId, WorkItem.Expire::new);
  }

  /** At the version it was seen at: whatever happened since has made another time of it. */
  private static Question byItself(Due due) {
    Operation operation =
        due.action() == PolicyDue.Action.CLOSE
            ? new Operation.Close(null)
            : new Operation.Resolve(PolicyDue.EXPIRED, null);
    return new Question(
        due.workItemId(),
        to -> new WorkItem.Operate(operation, Lifecycle.POLICY, due.version(), null, to));
  }

  private static Question absorb(Match match) {
    return new Question(
        match.workItemId(), to -> new WorkItem.Absorb(match.incidentId(), match.into(), to));
  }

  private static Question release(String workItemId) {
    return new Question(workItemId, WorkItem.Release::new);
  }

  private static Question resolve(Resolved resolved) {
    return new Question(
        resolved.workItemId(), to -> new WorkItem.MembersResolved(resolved.at(), to));
  }

  private <T> CompletionStage<Done> pass(Page<T> page, Function<T, Question> question) {
    return Source.unfoldAsync("", after -> next(page, question, after))
        .mapConcat(questions -> questions)
        .mapAsyncUnordered(settings.parallelism(), this::ask)
        .runWith(Sink.ignore(), system);
  }

  private <T> CompletionStage<Optional<Pair<String, List<Question>>>> next(
      Page<T> page, Function<T, Question> question, String after) {
    return db.call(connection -> page.after(connection, after))
        .thenApply(
            rows -> {
              List<Question> questions = rows.stream().map(question).toList();
              return questions.isEmpty()
                  ? Optional.empty()
                  : Optional.of(
                      Pair.create(questions.get(questions.size() - 1).workItemId(), questions));
            });
  }

  private CompletionStage<NotUsed> ask(Question question) {
    return ClusterSharding.get(system)
        .entityRefFor(WorkItem.TYPE, question.workItemId())
        .ask(question.command()::apply, settings.askTimeout())
        .handle(
            (answer, failure) -> {
              if (failure != null) {
                // The others are not kept waiting; the next sweep asks again.
                log.warn("work item {} did not answer", question.workItemId(), failure);
              } else {
                written.run();
              }
              return NotUsed.getInstance();
            });
  }
}
