package io.breakwater.flink.slareport;

import static io.breakwater.flink.slareport.Journals.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.event.Kind;
import io.breakwater.domain.sla.Outcome;
import io.breakwater.domain.sla.report.SlaOutcome;
import io.breakwater.domain.sla.report.SlaReport;
import io.breakwater.domain.sla.report.SlaReport.Revision;
import io.breakwater.domain.sla.report.SlaWindow;
import io.breakwater.flink.slareport.Journals.Sent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One history gives one report, however it arrives and whatever happens to the job. */
class SameReportTest {
  private static final int BOUND = 60;
  private static final SlaReportSettings SETTINGS =
      SlaReportSettings.DEFAULT.withPolicies(List.of(policy(1)));

  private static final List<Sent> HISTORY = history();
  private static Map<String, SlaReport> expected;

  @BeforeAll
  static void undisturbed() throws Exception {
    expected = run(HISTORY, BOUND, 1, -1);
    assertThat(expected.values())
        .as("the history has something of everything")
        .anyMatch(each -> each instanceof SlaOutcome o && o.outcome() == Outcome.MET)
        .anyMatch(each -> each instanceof SlaOutcome o && o.outcome() == Outcome.BREACHED)
        .anyMatch(each -> each instanceof SlaOutcome o && o.run() == 2)
        .anyMatch(each -> each instanceof SlaWindow w && w.timeToResolve() != null)
        .allMatch(each -> each.revision() == Revision.ON_TIME);
  }

  @ParameterizedTest(name = "order {0}, parallelism {1}, restart at {2}")
  @CsvSource({"1,1,-1", "2,2,-1", "3,4,-1", "4,1,300", "5,2,150", "6,4,400"})
  void doesNotDependOnOrderParallelismAndRestarts(int seed, int parallelism, int restartAt)
      throws Exception {
    Map<String, SlaReport> report = run(shuffled(seed), BOUND, parallelism, restartAt);
    assertThat(report.keySet()).isEqualTo(expected.keySet());
    report.forEach((id, record) -> assertThat(record).isEqualTo(expected.get(id)));
  }

  @Test
  void whatComesLaterThanTheBoundRevisesAndEndsWithTheSame() throws Exception {
    Map<String, SlaReport> late = run(shuffled(7), 0, 2, -1);
    assertThat(late.values()).anyMatch(each -> each.revision() == Revision.REVISED);
    assertThat(standing(late)).isEqualTo(standing(expected));
  }

  /** What holds in the end, without how and when it came to be said. */
  private static Map<String, Object> standing(Map<String, SlaReport> report) {
    Map<String, Object> standing = new TreeMap<>();
    report.forEach(
        (id, record) -> {
          if (record instanceof SlaOutcome o && o.outcome() != Outcome.CANCELLED) {
            standing.put(id, List.of(o.openedAt(), o.deadline(), "" + o.stoppedAt(), o.outcome()));
          } else if (record instanceof SlaWindow w && w.tellsSomething()) {
            standing.put(id, w.revised());
          }
        });
    return standing;
  }

  private static Map<String, SlaReport> run(
      List<Sent> arriving, int bound, int parallelism, int restartAt) throws Exception {
    try (Pipeline pipeline = new Pipeline(SETTINGS, parallelism)) {
      int latest = Integer.MIN_VALUE;
      int count = 0;
      for (WorkInput record : Journals.of(arriving)) {
        if (count++ == restartAt) {
          pipeline.restart();
        }
        pipeline.send(record);
        long at = record.work().event().occurredAt().toEpochMilli();
        latest = Math.max(latest, (int) ((at - Journals.NOON.toEpochMilli()) / 1_000));
        pipeline.watermark(Journals.millis(latest - bound) - 1);
      }
      pipeline.watermark(Journals.millis(100_000));
      return pipeline.report();
    }
  }

  /** Each event up to the bound late, no more. */
  private static List<Sent> shuffled(int seed) {
    Random random = new Random(seed);
    Map<Sent, Integer> arrives = new HashMap<>();
    HISTORY.forEach(sent -> arrives.put(sent, sent.second() + random.nextInt(BOUND)));
    List<Sent> arriving = new ArrayList<>(HISTORY);
    arriving.sort(Comparator.comparing(arrives::get));
    return arriving;
  }

  private static List<Sent> history() {
    Random random = new Random(11);
    List<Sent> history = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      String id = "abc".charAt(i % 3) + "-" + i;
      int raised = random.nextInt(3_000);
      history.add(new Sent(id, Kind.RAISED, raised));
      if (i % 10 != 0) {
        int resolved = raised + 1 + random.nextInt(500);
        history.add(new Sent(id, Kind.RESOLVED, resolved));
        if (i % 7 == 0) {
          history.add(new Sent(id, Kind.RAISED, resolved + 1 + random.nextInt(100)));
        }
      }
    }
    history.sort(Comparator.comparing(Sent::second));
    return history;
  }
}
