package io.breakwater.domain.work;

import static io.breakwater.domain.event.Kind.RAISED;
import static io.breakwater.domain.event.Kind.RESOLVED;
import static io.breakwater.domain.work.WorkExamples.DECISION;
import static io.breakwater.domain.work.WorkExamples.HELD;
import static io.breakwater.domain.work.WorkExamples.NOON;
import static io.breakwater.domain.work.WorkExamples.after;
import static io.breakwater.domain.work.WorkExamples.ask;
import static io.breakwater.domain.work.WorkExamples.doing;
import static io.breakwater.domain.work.WorkExamples.scored;
import static io.breakwater.domain.work.WorkExamples.then;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeldItemTest {

  private static final String INCIDENT = "a".repeat(32);
  private static final String INTO = "b".repeat(32);

  @Test
  void itOpensHeldAndIsReleasedOnceItsTimeIsOver() {
    Lifecycle item = after(HELD, scored(RAISED, 0));
    assertThat(item.view().state()).isEqualTo(WorkItemState.HELD);
    assertThat(item.view().heldUntil()).isEqualTo(NOON.plusSeconds(30));
    assertThat(item.release(NOON.plusSeconds(29))).isInstanceOf(Verdict.AlreadySo.class);

    Lifecycle released = then(item, item.release(NOON.plusSeconds(30)));

    assertThat(released.view().state()).isEqualTo(WorkItemState.QUEUED);
    assertThat(released.view().heldUntil()).isNull();
    assertThat(released.release(NOON.plusSeconds(31))).isInstanceOf(Verdict.AlreadySo.class);
    assertThat(released.absorb(INCIDENT, INTO, NOON)).isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void itsDeskDoesNotAssignItAndAPersonMay() {
    Lifecycle item = after(HELD, scored(RAISED, 0));
    assertThat(item.offer("payments", "ana", "least loaded", NOON))
        .isInstanceOf(Verdict.Refused.class);

    Lifecycle taken = doing(item, new Operation.Claim(), "ana", NOON);

    assertThat(taken.view().state()).isEqualTo(WorkItemState.ASSIGNED);
    assertThat(taken.absorb(INCIDENT, INTO, NOON)).isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void absorbedIsClosedAndSaysWhere() {
    Lifecycle item = after(HELD, scored(RAISED, 0));
    Lifecycle absorbed = then(item, item.absorb(INCIDENT, INTO, NOON.plusSeconds(5)));

    assertThat(absorbed.view().state()).isEqualTo(WorkItemState.CLOSED);
    assertThat(absorbed.view().resolution()).isEqualTo("absorbed");
    assertThat(absorbed.view().absorbedInto()).isEqualTo(INTO);
    assertThat(absorbed.view().incidentId()).isEqualTo(INCIDENT);
    assertThat(absorbed.view().resolvedAt()).isNull();
    assertThat(absorbed.absorb(INCIDENT, INTO, NOON)).isInstanceOf(Verdict.AlreadySo.class);
    assertThat(ask(absorbed, new Operation.Resolve("fixed", null), "ana", NOON))
        .isInstanceOfSatisfying(
            Verdict.Refused.class, refused -> assertThat(refused.reason()).contains(INTO));
  }

  @Test
  void absorbedItFollowsUpstreamAndALaterRaisedStartsAnew() {
    Lifecycle item = after(HELD, scored(RAISED, 0));
    item = then(item, item.absorb(INCIDENT, INTO, NOON.plusSeconds(60)));
    item = then(item, item.onUpstream(scored(RAISED, 2), HELD));
    assertThat(item.view().state()).isEqualTo(WorkItemState.CLOSED);
    item = then(item, item.onUpstream(scored(RESOLVED, 5), HELD));
    assertThat(item.view().state()).isEqualTo(WorkItemState.CLOSED);
    assertThat(item.view().resolvedAt()).isEqualTo(NOON.plusSeconds(5));

    Lifecycle again = then(item, item.onUpstream(scored(RAISED, 6), HELD));
    assertThat(again.view().state()).isEqualTo(WorkItemState.HELD);
    assertThat(again.view().absorbedInto()).isNull();
    assertThat(again.view().incidentId()).isNull();

    Lifecycle elsewhere = then(item, item.onUpstream(scored(RAISED, 6), DECISION));
    assertThat(elsewhere.view().state()).isEqualTo(WorkItemState.QUEUED);
  }

  @Test
  void upstreamResolvesItWhileItWaits() {
    Lifecycle item = after(HELD, scored(RAISED, 0), scored(RESOLVED, 1));

    assertThat(item.view().state()).isEqualTo(WorkItemState.RESOLVED);
    assertThat(item.view().heldUntil()).isNull();
    assertThat(item.release(NOON.plusSeconds(60))).isInstanceOf(Verdict.AlreadySo.class);
  }

  @Test
  void aResolvedThatComesFirstIsNeverHeld() {
    assertThat(after(HELD, scored(RESOLVED, 1)).view().state()).isEqualTo(WorkItemState.RESOLVED);
  }
}
