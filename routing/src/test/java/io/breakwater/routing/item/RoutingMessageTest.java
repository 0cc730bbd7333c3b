package io.breakwater.routing.item;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import akka.serialization.Serializers;
import com.typesafe.config.ConfigFactory;
import io.breakwater.domain.desk.Needs;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.routing.DecisionRecord;
import io.breakwater.domain.work.Lifecycle;
import io.breakwater.domain.work.Operation;
import io.breakwater.domain.work.Request;
import io.breakwater.domain.work.Verdict;
import io.breakwater.domain.work.WorkItemState;
import io.breakwater.domain.work.WorkItemView;
import io.breakwater.routing.Scored;
import io.breakwater.routing.desk.Desk;
import io.breakwater.routing.desk.Line;
import io.breakwater.routing.item.WorkItem.Answer;
import io.breakwater.routing.item.WorkItem.Received;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What work items and desks are told and answer arrives on another node as it was sent. */
class RoutingMessageTest {
  private static final ActorTestKit KIT =
      ActorTestKit.create(
          ConfigFactory.parseString("akka.actor.provider = local")
              .withFallback(ConfigFactory.load()));
  private static final Instant NOON = Scored.NOON;

  private final TestProbe<Received> received = KIT.createTestProbe(Received.class);
  private final TestProbe<Answer> answered = KIT.createTestProbe(Answer.class);

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void whatIntakeAsks() {
    arrives(
        new WorkItem.Receive(
            Scored.of("X-1", Kind.RAISED, 0, 1, "fx"), decision(), received.getRef()));
    arrives(new WorkItem.Follow("of", Scored.of("X-1", Kind.RESOLVED, 9, 2), received.getRef()));
    arrives(new Received(Received.Result.DUPLICATE, "other", null));
    arrives(new Received(Received.Result.FAILED, null, "why"));
  }

  @Test
  void whatTheSweepAndTheDesksAsk() {
    arrives(new WorkItem.Absorb("incident", "into", answered.getRef()));
    arrives(new WorkItem.Release(answered.getRef()));
    arrives(new WorkItem.MembersResolved(NOON, answered.getRef()));
    arrives(new WorkItem.Wake(answered.getRef()));
    arrives(new WorkItem.Expire(answered.getRef()));
    arrives(new WorkItem.Offer("fx", "ann", "the fewest", answered.getRef()));
    arrives(Desk.Wake.INSTANCE);
    arrives(
        new Desk.Changed(
            List.of(new Line("id", 3, WorkItemState.QUEUED, null, Priority.P2, NOON, Needs.NONE))));
  }

  @Test
  void whatPeopleAsk() {
    List<Operation> operations =
        List.of(
            new Operation.Claim(),
            new Operation.Assign("ann", "knows it"),
            new Operation.Comment("seen"),
            new Operation.Transfer("fx", null),
            new Operation.Resolve("fixed", "note"),
            new Operation.Join("other"),
            new Operation.Merge("survivor"),
            new Operation.Part("other"),
            new Operation.SplitOff("survivor"),
            new Operation.Undo());
    for (Operation operation : operations) {
      arrives(
          new WorkItem.Operate(
              operation, "ann", 7, new Request("key", "digest"), answered.getRef()));
    }
  }

  @Test
  void whatAnItemAnswers() {
    Verdict.Happens opens =
        (Verdict.Happens)
            Lifecycle.NONE.onUpstream(Scored.of("X-1", Kind.RAISED, 0, 1), decision());
    WorkItemView item = Lifecycle.NONE.after(opens.event()).view();
    arrives(new WorkItem.Done(item));
    arrives(new WorkItem.Refused(Verdict.Why.VERSION, "It has changed.", item));
    arrives(new WorkItem.Refused(Verdict.Why.UNKNOWN, "There is none.", null));
  }

  private static DecisionRecord decision() {
    return new DecisionRecord("payments", List.of(), List.of(), "bank@1", Map.of());
  }

  private static void arrives(Object message) {
    Serialization serialization = SerializationExtension.get(KIT.system());
    byte[] bytes = serialization.serialize(message).get();
    int serializer = serialization.findSerializerFor(message).identifier();
    String manifest = Serializers.manifestFor(serialization.findSerializerFor(message), message);
    assertThat(serialization.deserialize(bytes, serializer, manifest).get()).isEqualTo(message);
  }
}
