package io.breakwater.domain.work;

import static io.breakwater.domain.work.WorkExamples.DECISION;
import static io.breakwater.domain.work.WorkExamples.HELD;
import static io.breakwater.domain.work.WorkExamples.NOON;
import static io.breakwater.domain.work.WorkExamples.after;
import static io.breakwater.domain.work.WorkExamples.ask;
import static io.breakwater.domain.work.WorkExamples.doing;
import static io.breakwater.domain.work.WorkExamples.scored;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.event.Kind;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation in every state: what the item is afterwards, or "-" where it is refused. */
class OperationTableTest {

  private static final Instant LATER = NOON.plusSeconds(60);
  private static final Instant TOMORROW = NOON.plusSeconds(86_400);
  private static final String OTHER = "b".repeat(32);

  /** One operation of each kind that one item carries out alone. */
  private static final List<Operation> ALL =
      List.of(
          new Operation.Claim(),
          new Operation.Assign("bo", null),
          new Operation.Unassign(null),
          new Operation.Acknowledge(),
          new Operation.Start(),
          new Operation.Wait("counterparty", true),
          new Operation.Snooze(TOMORROW, null),
          new Operation.Resume(),
          new Operation.Resolve(null, null),
          new Operation.Close(null),
          new Operation.Reopen(null),
          new Operation.Transfer("triage", null),
          new Operation.Escalate(null, null),
          new Operation.Comment("so it is"),
          new Operation.Tag(List.of("vip")),
          new Operation.Untag(List.of("vip")),
          new Operation.MakeLink(Link.Relation.CAUSES, OTHER),
          new Operation.Unlink(Link.Relation.CAUSES, OTHER),
          new Operation.Undo(),
          new Operation.Approve(null),
          new Operation.Reject(null),
          new Operation.Join(OTHER),
          new Operation.Merge(OTHER),
          new Operation.Part(OTHER),
          new Operation.SplitOff(OTHER));

  /** An item of ana's in each state. */
  private static final Map<WorkItemState, Lifecycle> IN = inEveryState();

  private static Map<WorkItemState, Lifecycle> inEveryState() {
    Lifecycle queued = after(DECISION, scored(Kind.RAISED, 0));
    Lifecycle assigned = doing(queued, new Operation.Claim(), "ana", NOON);
    Lifecycle resolved = doing(assigned, new Operation.Resolve(null, null), "ana", NOON);
    Map<WorkItemState, Lifecycle> in = new LinkedHashMap<>();
    in.put(WorkItemState.HELD, after(HELD, scored(Kind.RAISED, 0)));
    in.put(WorkItemState.QUEUED, queued);
    in.put(WorkItemState.ASSIGNED, assigned);
    in.put(WorkItemState.ACKNOWLEDGED, doing(assigned, new Operation.Acknowledge(), "ana", NOON));
    in.put(WorkItemState.IN_PROGRESS, doing(assigned, new Operation.Start(), "ana", NOON));
    in.put(
        WorkItemState.WAITING,
        doing(assigned, new Operation.Wait("the customer", false), "ana", NOON));
    in.put(WorkItemState.SNOOZED, doing(assigned, new Operation.Snooze(LATER, null), "ana", NOON));
    in.put(WorkItemState.RESOLVED, resolved);
    in.put(WorkItemState.CLOSED, doing(resolved, new Operation.Close(null), "ana", NOON));
    return in;
  }

  static Stream<Arguments> everyPair() {
    return IN.keySet().stream().flatMap(s -> ALL.stream().map(o -> Arguments.of(s, o)));
  }

  @Test
  void nothingIsLeftOut() {
    assertThat(IN.keySet()).containsExactlyInAnyOrder(WorkItemState.values());
    assertThat(ALL).extracting(Operation::kind).containsExactly(OperationKind.values());
  }

  @ParameterizedTest
  @MethodSource("everyPair")
  void theTableAloneSaysWhatTheStateAllows(WorkItemState state, Operation operation) {
    Verdict verdict = ask(IN.get(state), operation, "ana", NOON.plusSeconds(1));

    if (!operation.kind().isAllowedIn(state)) {
      assertThat(verdict)
          .isInstanceOfSatisfying(
              Verdict.Refused.class,
              refused -> assertThat(refused.reason()).contains(state.name()).contains("cannot be"));
    } else if (verdict instanceof Verdict.Refused refused) {
      // for another reason than its state
      assertThat(refused.reason()).doesNotContain("cannot be " + operation.kind().participle());
    }
  }

  @ParameterizedTest
  @CsvSource({
    // op, HELD, QUEUED, ASSIGNED, ACKNOWLEDGED, IN_PROGRESS, WAITING, SNOOZED, RESOLVED, CLOSED
    "CLAIM,       ASSIGNED, ASSIGNED, =, =, =, =, =, -, -",
    "ASSIGN,      ASSIGNED, ASSIGNED, ASSIGNED, ASSIGNED, ASSIGNED, ASSIGNED, ASSIGNED, -, -",
    "UNASSIGN,    =, =, QUEUED, QUEUED, QUEUED, WAITING, SNOOZED, -, -",
    "ACKNOWLEDGE, ACKNOWLEDGED, ACKNOWLEDGED, ACKNOWLEDGED, =, =, =, ACKNOWLEDGED, -, -",
    "START,       IN_PROGRESS, IN_PROGRESS, IN_PROGRESS, IN_PROGRESS, =, IN_PROGRESS, IN_PROGRESS, -, -",
    "WAIT,        WAITING, WAITING, WAITING, WAITING, WAITING, WAITING, WAITING, -, -",
    "SNOOZE,      SNOOZED, SNOOZED, SNOOZED, SNOOZED, SNOOZED, SNOOZED, SNOOZED, -, -",
    "RESUME,      -, -, -, -, -, ASSIGNED, ASSIGNED, -, -",
    "RESOLVE,     RESOLVED, RESOLVED, RESOLVED, RESOLVED, RESOLVED, RESOLVED, RESOLVED, -, -",
    "CLOSE,       -, -, -, -, -, -, -, CLOSED, =",
    "REOPEN,      -, -, -, -, -, -, -, QUEUED, QUEUED",
    "TRANSFER,    QUEUED, QUEUED, QUEUED, QUEUED, QUEUED, QUEUED, QUEUED, -, -",
    "ESCALATE,    HELD, QUEUED, ASSIGNED, ACKNOWLEDGED, IN_PROGRESS, WAITING, SNOOZED, -, -",
    "MERGE,       CLOSED, CLOSED, CLOSED, CLOSED, CLOSED, CLOSED, CLOSED, -, -",
    "JOIN,        HELD, QUEUED, ASSIGNED, ACKNOWLEDGED, IN_PROGRESS, WAITING, SNOOZED, -, -",
  })
  void eachStateLeadsWhereTheTableSays(
      OperationKind kind,
      String held,
      String queued,
      String assigned,
      String acknowledged,
      String inProgress,
      String waiting,
      String snoozed,
      String resolved,
      String closed) {
    List<String> expected =
        List.of(
            held, queued, assigned, acknowledged, inProgress, waiting, snoozed, resolved, closed);
    Operation operation = ALL.stream().filter(o -> o.kind() == kind).findFirst().orElseThrow();
    List<String> found =
        Arrays.stream(WorkItemState.values())
            .map(state -> outcome(IN.get(state), operation))
            .toList();

    assertThat(found).isEqualTo(expected);
  }

  private static String outcome(Lifecycle item, Operation operation) {
    Verdict verdict = ask(item, operation, "ana", NOON.plusSeconds(1));
    if (verdict instanceof Verdict.Happens) {
      return WorkExamples.then(item, verdict).view().state().name();
    }
    return verdict instanceof Verdict.AlreadySo ? "=" : "-";
  }

  @Test
  void whatIsWrittenOnAnItemLeavesItWhereItStands() {
    IN.forEach(
        (state, item) -> {
          Lifecycle next = doing(item, new Operation.Comment("hm"), "bo", NOON.plusSeconds(1));
          next = doing(next, new Operation.Tag(List.of("vip", "late")), "bo", NOON);
          next = doing(next, new Operation.Untag(List.of("late", "none")), "bo", NOON);
          next = doing(next, new Operation.MakeLink(Link.Relation.CAUSES, OTHER), "bo", NOON);
          assertThat(next.view().state()).isEqualTo(state);
          assertThat(next.view().assignee()).isEqualTo(item.view().assignee());
          assertThat(next.view().tags()).containsExactly("vip");
          assertThat(next.view().links()).containsExactly(new Link(Link.Relation.CAUSES, OTHER));
        });
  }
}
