package io.breakwater.domain.work;

import static io.breakwater.domain.work.WorkExamples.DECISION;
import static io.breakwater.domain.work.WorkExamples.NOON;
import static io.breakwater.domain.work.WorkExamples.after;
import static io.breakwater.domain.work.WorkExamples.doing;
import static io.breakwater.domain.work.WorkExamples.scored;
import static io.breakwater.domain.work.WorkExamples.then;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.event.Kind;
import io.breakwater.domain.policy.ApprovalPolicy;
import org.junit.jupiter.api.Test;

/** Repetitions, stale versions and what cannot be written. */
class RequestsTest {

  private final Lifecycle item = after(DECISION, scored(Kind.RAISED, 0));

  @Test
  void theSameRequestAgainChangesNothingWhateverHappenedSince() {
    Operation comment = new Operation.Comment("so it is");
    Lifecycle commented = then(item, ask(item, comment, "k1", "digest", 0));
    Lifecycle resolved = doing(commented, new Operation.Resolve(null, null), "bo", NOON);

    assertThat(ask(resolved, comment, "k1", "digest", 1)).isInstanceOf(Verdict.AlreadySo.class);
    assertThat(ask(resolved, comment, "k2", "digest", 0)).isInstanceOf(Verdict.Happens.class);
  }

  @Test
  void theSameKeyForSomethingElseIsRefused() {
    Lifecycle claimed = then(item, ask(item, new Operation.Claim(), "k1", "one", 0));

    assertThat(ask(claimed, new Operation.Start(), "k1", "other", 0))
        .isInstanceOfSatisfying(
            Verdict.Refused.class,
            refused -> {
              assertThat(refused.why()).isEqualTo(Verdict.Why.KEY);
              assertThat(refused.reason()).contains("k1");
            });
  }

  @Test
  void theLatestKeysAreRememberedAndTheOldestForgotten() {
    Lifecycle busy = item;
    for (int i = 0; i <= RecentRequests.MOST; i++) {
      busy = then(busy, ask(busy, new Operation.Comment("no " + i), "k" + i, "d" + i, 0));
    }
    assertThat(ask(busy, new Operation.Comment("no 1"), "k1", "d1", 0))
        .isInstanceOf(Verdict.AlreadySo.class);
    assertThat(ask(busy, new Operation.Comment("no 0"), "k0", "d0", 0))
        .isInstanceOf(Verdict.Happens.class);
  }

  @Test
  void aStaleVersionIsRefusedWithBothNumbers() {
    assertThat(ask(item, new Operation.Claim(), null, null, 7))
        .isInstanceOfSatisfying(
            Verdict.Refused.class,
            refused -> {
              assertThat(refused.why()).isEqualTo(Verdict.Why.VERSION);
              assertThat(refused.reason()).contains("version 1, not 7");
            });
    assertThat(ask(item, new Operation.Claim(), null, null, 1)).isInstanceOf(Verdict.Happens.class);
  }

  @Test
  void ofTwoWhoClaimTheFirstHasItAndMayClaimAgain() {
    Lifecycle claimed = doing(item, new Operation.Claim(), "ana", NOON);

    assertThat(WorkExamples.ask(claimed, new Operation.Claim(), "ana", NOON))
        .isInstanceOf(Verdict.AlreadySo.class);
    assertThat(WorkExamples.ask(claimed, new Operation.Claim(), "bo", NOON))
        .isInstanceOfSatisfying(
            Verdict.Refused.class, r -> assertThat(r.reason()).contains("belongs to ana"));
  }

  @Test
  void anEventThatDoesNotFitMakesAnItemThatSaysSoAndNothingMore() {
    Lifecycle broken =
        Lifecycle.NONE.after(new WorkItemEvent.Acknowledged("payments", "t", NOON, "ana"));

    assertThat(broken.failure()).contains("event 1").contains("no item begins");
    assertThat(broken.after(new WorkItemEvent.Acknowledged("payments", "t", NOON, "ana")))
        .isEqualTo(broken);
  }

  @Test
  void aSleeperWakesInTimeAsItWas() {
    Lifecycle started = doing(item, new Operation.Start(), "ana", NOON);
    Lifecycle asleep =
        doing(started, new Operation.Snooze(NOON.plusSeconds(60), null), "ana", NOON);

    assertThat(asleep.wake(NOON.plusSeconds(59))).isInstanceOf(Verdict.AlreadySo.class);
    Lifecycle awake = then(asleep, asleep.wake(NOON.plusSeconds(60)));
    assertThat(awake.view().state()).isEqualTo(WorkItemState.IN_PROGRESS);
    assertThat(awake.wake(NOON.plusSeconds(61))).isInstanceOf(Verdict.AlreadySo.class);
    assertThat(
            WorkExamples.ask(item, new Operation.Snooze(NOON.minusSeconds(1), null), "ana", NOON))
        .isInstanceOf(Verdict.Refused.class);
  }

  private static Verdict ask(
      Lifecycle item, Operation operation, String key, String digest, long version) {
    Request request = key == null ? null : new Request(key, digest);
    return Operations.decide(
        item, operation, version, new Act("ana", NOON, request), ApprovalPolicy.NONE);
  }
}
