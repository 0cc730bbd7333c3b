package io.breakwater.routing.item;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.persistence.testkit.PersistenceTestKitPlugin;
import akka.persistence.testkit.javadsl.EventSourcedBehaviorTestKit;
import akka.persistence.testkit.javadsl.EventSourcedBehaviorTestKit.CommandResultWithReply;
import com.typesafe.config.ConfigFactory;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Origin;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.identity.Identity;
import io.breakwater.domain.incident.IncidentEvent;
import io.breakwater.domain.incident.IncidentEvent.Change;
import io.breakwater.domain.incident.IncidentKey;
import io.breakwater.domain.incident.IncidentSummary;
import io.breakwater.domain.policy.ApprovalPolicy;
import io.breakwater.domain.routing.DecisionRecord;
import io.breakwater.domain.routing.Hold;
import io.breakwater.domain.work.Lifecycle;
import io.breakwater.domain.work.Operation;
import io.breakwater.domain.work.Request;
import io.breakwater.domain.work.Verdict;
import io.breakwater.domain.work.WorkItemEvent;
import io.breakwater.domain.work.WorkItemState;
import io.breakwater.routing.Incidents;
import io.breakwater.routing.Scored;
import io.breakwater.routing.item.WorkItem.Command;
import io.breakwater.routing.item.WorkItem.Received;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkItemTest {

  private static final ActorTestKit KIT =
      ActorTestKit.create(
          PersistenceTestKitPlugin.getInstance()
              .config()
              .withFallback(EventSourcedBehaviorTestKit.config())
              .withFallback(
                  ConfigFactory.parseString(
                      "akka.actor.provider = local, akka.actor.allow-java-serialization = off"))
              .withFallback(ConfigFactory.load()));
  private static final DecisionRecord DECISION =
      new DecisionRecord("payments", List.of(), List.of(), "bank@1", Map.of());
  private static final String ID = Identity.workItemId("ledger", "X-1");

  private EventSourcedBehaviorTestKit<Command, WorkItemEvent, Lifecycle> item;

  @BeforeEach
  void start() {
    item =
        EventSourcedBehaviorTestKit.create(
            KIT.system(),
            WorkItem.create(
                ID,
                PersistenceTestKitPlugin.PluginId(),
                Clock.fixed(Scored.NOON.plusSeconds(600), ZoneOffset.UTC),
                () -> ApprovalPolicy.NONE),
            // There are no snapshots, so the state is never written.
            EventSourcedBehaviorTestKit.enabledSerializationSettings().withVerifyState(false));
    item.clear();
  }

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void openingTwiceWritesOnceAndAnswersBothTimes() {
    assertThat(receive(Scored.of("X-1", Kind.RAISED, 0, 1)).reply()).isEqualTo(Received.WRITTEN);
    var again = receive(Scored.of("X-1", Kind.RAISED, 0, 1));
    assertThat(again.reply()).isEqualTo(Received.REDELIVERED);
    assertThat(again.hasNoEvents()).isTrue();
    assertThat(receive(Scored.of("X-1", Kind.RAISED, 0, 9)).reply()).isEqualTo(Received.DUPLICATE);
  }

  @Test
  void aRestartRemembersWhatItHasSeen() {
    receive(Scored.of("X-1", Kind.RAISED, 0, 1));
    receive(Scored.of("X-1", Kind.RESOLVED, 5, 2));
    Lifecycle recovered = item.restart().state();

    assertThat(recovered.view().state()).isEqualTo(WorkItemState.RESOLVED);
    assertThat(receive(Scored.of("X-1", Kind.RESOLVED, 5, 2)).reply())
        .isEqualTo(Received.REDELIVERED);
  }

  @Test
  void anOperationOnNothingIsRefused() {
    WorkItem.Refused refused =
        operate(new Operation.Acknowledge(), "ana", 0, null).replyOfType(WorkItem.Refused.class);

    assertThat(refused.why()).isEqualTo(Verdict.Why.UNKNOWN);
    assertThat(refused.reason()).contains(ID);
  }

  @Test
  void operationsAnswerWithTheItemAsItIsAfterwards() {
    receive(Scored.of("X-1", Kind.RAISED, 0, 1));
    WorkItem.Done assigned =
        operate(new Operation.Claim(), "ana", 1, null).replyOfType(WorkItem.Done.class);
    WorkItem.Done resolved =
        operate(new Operation.Resolve("fixed", null), "ana", 2, null)
            .replyOfType(WorkItem.Done.class);

    assertThat(assigned.item().assignee()).isEqualTo("ana");
    assertThat(resolved.item().version()).isEqualTo(3);
    assertThat(resolved.item().resolvedAt()).isEqualTo(Scored.NOON.plusSeconds(600));
  }

  @Test
  void aStaleVersionIsRefusedWithBothNumbers() {
    receive(Scored.of("X-1", Kind.RAISED, 0, 1));
    WorkItem.Refused refused =
        operate(new Operation.Acknowledge(), "ana", 7, null).replyOfType(WorkItem.Refused.class);

    assertThat(refused.why()).isEqualTo(Verdict.Why.VERSION);
    assertThat(refused.reason()).contains("version 1, not 7");
  }

  @Test
  void itWaitsForItsIncidentIsAbsorbedOnceAndARestartRemembersIt() {
    DecisionRecord held =
        DECISION.held(
            new Hold(Scored.NOON.plusSeconds(700), List.of(IncidentKey.of("by-type", "x"))));
    item.<Received>runCommand(
        to -> new WorkItem.Receive(Scored.of("X-1", Kind.RAISED, 0, 1), held, to));
    assertThat(item.<WorkItem.Answer>runCommand(WorkItem.Release::new).hasNoEvents()).isTrue();
    assertThat(item.restart().state().view().state()).isEqualTo(WorkItemState.HELD);

    String into = Identity.workItemIdOfIncident("a".repeat(32));
    var absorbed =
        item.<WorkItem.Answer>runCommand(to -> new WorkItem.Absorb("a".repeat(32), into, to));
    assertThat(absorbed.replyOfType(WorkItem.Done.class).item().absorbedInto()).isEqualTo(into);
    var again =
        item.<WorkItem.Answer>runCommand(to -> new WorkItem.Absorb("a".repeat(32), into, to));
    assertThat(again.hasNoEvents()).isTrue();
    assertThat(again.replyOfType(WorkItem.Done.class).item().absorbedInto()).isEqualTo(into);
    assertThat(item.restart().state().view().absorbedInto()).isEqualTo(into);
  }

  @Test
  void anIncidentRecordOpensItOnceAndMembersResolveItWhenItHasEnded() {
    IncidentEvent opened = Incidents.of("web-1", Change.OPENED, 3, 60);
    assertThat(tell(opened).reply()).isEqualTo(Received.WRITTEN);
    assertThat(tell(opened).reply()).isEqualTo(Received.REDELIVERED);
    assertThat(item.restart().state().incident().members()).isEqualTo(3);
    assertThat(tell(Incidents.of("web-1", Change.CLOSED, 3, 60)).reply())
        .isEqualTo(Received.WRITTEN);

    WorkItem.Done resolved =
        item.<WorkItem.Answer>runCommand(
                to -> new WorkItem.MembersResolved(Scored.NOON.plusSeconds(90), to))
            .replyOfType(WorkItem.Done.class);

    assertThat(resolved.item().state()).isEqualTo(WorkItemState.RESOLVED);
  }

  @Test
  void aRestartRemembersTheRequestsThatItCarriedOut() {
    receive(Scored.of("X-1", Kind.RAISED, 0, 1));
    Request request = new Request("k", "digest");
    operate(new Operation.Comment("so it is"), "ana", 0, request);
    item.restart();

    var again = operate(new Operation.Comment("so it is"), "ana", 1, request);
    assertThat(again.hasNoEvents()).isTrue();
    assertThat(again.replyOfType(WorkItem.Done.class).item().version()).isEqualTo(2);
    assertThat(
            operate(new Operation.Start(), "ana", 0, new Request("k", "other"))
                .replyOfType(WorkItem.Refused.class)
                .why())
        .isEqualTo(Verdict.Why.KEY);
  }

  @Test
  void whatItFailsOnIsRefusedAndItGoesOn() {
    Received failed =
        item.<Received>runCommand(
                to -> new WorkItem.Receive(Scored.of("X-1", Kind.RAISED, 0, 1), null, to))
            .reply();

    assertThat(failed.result()).isEqualTo(Received.Result.FAILED);
    assertThat(failed.failure()).contains(ID);
    assertThat(receive(Scored.of("X-1", Kind.RAISED, 0, 1)).reply()).isEqualTo(Received.WRITTEN);
  }

  @Test
  void whatUpstreamSaysOfAMergedItemIsToBeToldToTheSurvivorEachTime() {
    String survivor = "b".repeat(32);
    receive(Scored.of("X-1", Kind.RAISED, 0, 1));
    operate(new Operation.Merge(survivor), "ana", 0, null);

    Received told = receive(Scored.of("X-1", Kind.UPDATED, 5, 2)).reply();
    assertThat(told).isEqualTo(new Received(Received.Result.WRITTEN, survivor, null));
    item.restart();
    assertThat(receive(Scored.of("X-1", Kind.UPDATED, 5, 2)).reply())
        .isEqualTo(new Received(Received.Result.REDELIVERED, survivor, null));
  }

  @Test
  void aSleeperThatIsNotDueStaysAsleepAndAnOfferOfAnotherDeskIsRefused() {
    receive(Scored.of("X-1", Kind.RAISED, 0, 1));
    assertThat(
            item.<WorkItem.Answer>runCommand(to -> new WorkItem.Offer("triage", "bo", "next", to))
                .replyOfType(WorkItem.Refused.class)
                .reason())
        .contains("on desk payments");
    operate(new Operation.Snooze(Scored.NOON.plusSeconds(700), null), "ana", 0, null);
    assertThat(item.<WorkItem.Answer>runCommand(WorkItem.Wake::new).hasNoEvents()).isTrue();
  }

  private CommandResultWithReply<Command, WorkItemEvent, Lifecycle, WorkItem.Answer> operate(
      Operation operation, String by, long version, Request request) {
    return item.runCommand(to -> new WorkItem.Operate(operation, by, version, request, to));
  }

  private CommandResultWithReply<Command, WorkItemEvent, Lifecycle, Received> tell(
      IncidentEvent record) {
    IncidentSummary told = IncidentSummary.of(record, Duration.ofMinutes(10), Duration.ofHours(1));
    Origin origin = new Origin("incidents", 0, 1, Scored.NOON);
    return item.runCommand(to -> new WorkItem.Tell(record, told, origin, DECISION, to));
  }

  private CommandResultWithReply<Command, WorkItemEvent, Lifecycle, Received> receive(
      ScoredException scored) {
    return item.runCommand(to -> new WorkItem.Receive(scored, DECISION, to));
  }
}
