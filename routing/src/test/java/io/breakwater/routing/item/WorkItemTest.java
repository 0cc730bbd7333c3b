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
import io.breakwater.domain.routing.DecisionRecord;
import io.breakwater.domain.routing.Hold;
import io.breakwater.domain.work.Lifecycle;
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
                Clock.fixed(Scored.NOON.plusSeconds(600), ZoneOffset.UTC)),
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
        item.<WorkItem.Answer>runCommand(to -> new WorkItem.Acknowledge("ana", 0, to))
            .replyOfType(WorkItem.Refused.class);

    assertThat(refused.why()).isEqualTo(Verdict.Why.UNKNOWN);
    assertThat(refused.reason()).contains(ID);
  }

  @Test
  void operationsAnswerWithTheItemAsItIsAfterwards() {
    receive(Scored.of("X-1", Kind.RAISED, 0, 1));
    WorkItem.Done assigned =
        item.<WorkItem.Answer>runCommand(to -> new WorkItem.Assign("ana", "claimed", "ana", 1, to))
            .replyOfType(WorkItem.Done.class);
    WorkItem.Done resolved =
        item.<WorkItem.Answer>runCommand(to -> new WorkItem.Resolve("fixed", null, "ana", 2, to))
            .replyOfType(WorkItem.Done.class);

    assertThat(assigned.item().assignee()).isEqualTo("ana");
    assertThat(resolved.item().version()).isEqualTo(3);
    assertThat(resolved.item().resolvedAt()).isEqualTo(Scored.NOON.plusSeconds(600));
  }

  @Test
  void aStaleVersionIsRefusedWithBothNumbers() {
    receive(Scored.of("X-1", Kind.RAISED, 0, 1));
    WorkItem.Refused refused =
        item.<WorkItem.Answer>runCommand(to -> new WorkItem.Acknowledge("ana", 7, to))
            .replyOfType(WorkItem.Refused.class);

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
