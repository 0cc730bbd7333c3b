package io.breakwater.app.policy.backtest;

import static io.breakwater.app.policy.backtest.Histories.NOON;
import static io.breakwater.app.policy.backtest.Histories.changed;
import static io.breakwater.app.policy.backtest.Histories.done;
import static io.breakwater.app.policy.backtest.Histories.policy;
import static io.breakwater.app.policy.backtest.Histories.raised;
import static io.breakwater.app.policy.backtest.Histories.request;
import static io.breakwater.app.policy.backtest.Histories.resolved;
import static io.breakwater.app.policy.backtest.Histories.run;
import static io.breakwater.app.policy.backtest.Histories.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.event.Severity;
import io.breakwater.domain.policy.PolicyTimeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class BacktestTest {

  @Test
  void anItemThatMovesIsCountedAndExplained() {
    Report report =
        run(
            new Request(
                PolicyTimeline.EMPTY.with(policy()),
                changed("event.type == \"fx.fail\"", "event.type == \"fx.fail\" && score > 90"),
                null,
                null,
                null,
                10,
                "E-1"),
            List.of(raised("E-1", 0), resolved("E-1", 3), raised("E-2", 5)));

    assertThat(report.counts()).isEqualTo(new Report.Counts(3, 0, 0, 0, 2, 2, 0, 2));
    assertThat(report.moves()).containsExactly(new Report.Move("fx", "triage", 2));
    assertThat(report.items())
        .extracting(d -> d.exceptionId() + d.before().path() + d.after().path())
        .containsExactly("E-1[fx][]", "E-2[fx][]");
    assertThat(report.explained())
        .extracting(e -> e.kind() + " " + e.after().decision().candidates().get(0).reason())
        .containsExactly(
            "RAISED event.type == \"fx.fail\" && score > 90 is false",
            "RESOLVED event.type == \"fx.fail\" && score > 90 is false");
  }

  @Test
  void aHigherScoreBringsAnotherSlaWithItsBreachAndPages() {
    Report report =
        run(
            request(policy(), changed("HIGH: 55", "HIGH: 85")),
            List.of(raised("E-1", 0), resolved("E-1", 45)));

    assertThat(report.priorities()).containsExactly(new Report.Move("P3", "P1", 1));
    assertThat(report.breaches()).isEqualTo(new Report.Change(0, 2, 2, 0));
    Report.Difference item = report.items().get(0);
    assertThat(item.after().priority()).isEqualTo(Priority.P1);
    assertThat(item.breachesGained()).containsExactly("acknowledge:1", "resolve:1");
    assertThat(item.pagesGained())
        .contains("breached/resolve:1 on pager", "at-risk/acknowledge:1 on screen")
        .hasSize(8);
    assertThat(item.pagesLost()).isEmpty();
    assertThat(report.slas())
        .contains(
            new Report.SlaChange("slow", io.breakwater.domain.sla.Target.RESOLVE, 0, 0, 1, 0));
  }

  @Test
  void routingSeesTheLoadsOfItsOwnSide() {
    // P1 counts two, so the candidate's fx is full after one item, and free again at minute 4.
    Report report =
        run(
            request(policy(), changed("HIGH: 55", "HIGH: 85")),
            List.of(raised("E-1", 0), raised("E-2", 1), resolved("E-1", 4), raised("E-3", 5)));

    assertThat(report.moves()).containsExactly(new Report.Move("fx", "spill", 1));
    Report.DeskChange fx =
        report.desks().stream().filter(d -> d.desk().equals("fx")).findFirst().orElseThrow();
    assertThat(fx.before().peak()).isEqualTo(2);
    assertThat(fx.after().peak()).isEqualTo(2);
    assertThat(fx.before().overCapacity()).isEqualTo(Duration.ofMinutes(3));
    assertThat(fx.after().overCapacity()).isEqualTo(Duration.ofMinutes(4));
    assertThat(fx.before().highest()).startsWith(1, 2, 2, 2, 2, 2);
    assertThat(report.times()).startsWith(NOON, NOON.plusSeconds(60));
  }

  @Test
  void whatPeopleDidStopsTheClocksAndWhatTheyTookBackDoesNot() {
    List<Recorded> records =
        List.of(
            said("E-1", Kind.RAISED, 0, Severity.CRITICAL, null),
            done("E-1", Recorded.Act.ACKNOWLEDGED, 1, 2),
            done("E-1", Recorded.Act.RESOLVED, 10, 3),
            done("E-1", Recorded.Act.REOPENED, 60, 4),
            done("E-1", Recorded.Act.RESOLVED, 100, 5));

    assertThat(run(request(policy(), policy()), records).slas())
        .extracting(s -> s.target() + " " + s.breachedBefore() + " " + s.metBefore())
        .containsExactly("ACKNOWLEDGE 1 1", "RESOLVE 1 1");
  }

  @Test
  void whatHappenedBeforeTheSpanIsTakenInAndNotCounted() {
    Request all = request(policy(), changed("desk: fx}", "desk: triage}"));
    Request later =
        new Request(all.before(), all.candidate(), NOON.plusSeconds(600), null, null, 10, null);

    Report report = run(later, List.of(raised("E-1", 0), raised("E-2", 11), resolved("E-1", 12)));

    assertThat(report.counts()).isEqualTo(new Report.Counts(2, 0, 0, 1, 1, 1, 0, 1));
    Report.DeskChange fx =
        report.desks().stream().filter(d -> d.desk().equals("fx")).findFirst().orElseThrow();
    assertThat(fx.before().highest()).startsWith(1, 2, 2);
    assertThat(fx.openedBefore()).isEqualTo(1);
  }

  @Test
  void neitherDuplicatesNorTheOrderOfTheFileMatter() {
    List<Recorded> records =
        new ArrayList<>(
            List.of(
                raised("E-1", 0),
                said("E-1", Kind.UPDATED, 2, Severity.CRITICAL, "NORTH"),
                resolved("E-1", 8),
                raised("E-1", 20),
                raised("E-2", 1),
                said("E-3", Kind.UPDATED, 1, Severity.LOW, null)));
    Request request = request(policy(), changed("add: 30", "add: 5"));
    Report inOrder = run(request, records);

    records.addAll(List.copyOf(records));
    Collections.reverse(records);
    Report twiceAndBackwards = run(request, records);

    assertThat(twiceAndBackwards.counts().duplicates()).isEqualTo(6);
    assertThat(twiceAndBackwards.items()).isEqualTo(inOrder.items());
    assertThat(twiceAndBackwards.desks()).isEqualTo(inOrder.desks());
    assertThat(twiceAndBackwards.slas()).isEqualTo(inOrder.slas());
  }

  @Test
  void moreThanWasAskedForIsLeftOutAndSaidSo() {
    Request all = request(policy(), changed("desk: fx}", "desk: triage}"));
    Request one = new Request(all.before(), all.candidate(), null, null, null, 1, null);

    Report report = run(one, List.of(raised("E-1", 0), raised("E-2", 1), raised("E-3", 2)));

    assertThat(report.items()).hasSize(1);
    assertThat(report.itemsLeftOut()).isEqualTo(2);
    assertThat(report.counts().moved()).isEqualTo(3);
  }

  @Test
  void aSpanThatCannotBeIsRefused() {
    Request all = request(policy(), policy());
    assertThatThrownBy(
            () ->
                run(
                    new Request(
                        all.before(), all.candidate(), NOON, NOON.minusSeconds(1), null, 1, null),
                    List.of(raised("E-1", 0))))
        .hasMessageContaining("before it begins");
    assertThatThrownBy(
            () ->
                run(
                    new Request(
                        all.before(),
                        all.candidate(),
                        NOON,
                        NOON.plus(Duration.ofDays(900)),
                        Duration.ofHours(1),
                        1,
                        null),
                    List.of(raised("E-1", 0))))
        .hasMessageContaining("take longer ones");
    assertThatThrownBy(() -> run(all, List.of())).hasMessage("there is nothing on record");
  }
}
