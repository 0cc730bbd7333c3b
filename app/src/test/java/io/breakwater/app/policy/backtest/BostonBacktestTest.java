package io.breakwater.app.policy.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.app.replay.MappingParser;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.policy.PolicyParser;
import io.breakwater.domain.policy.PolicyTimeline;
import io.breakwater.domain.sla.Target;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * A changed policy over half a year of Boston's requests, against a recount that knows nothing of
 * Breakwater: {@link BostonRecount} reads the file itself and has the rules in plain Java.
 */
class BostonBacktestTest {
  private static final Path EXAMPLE = Path.of("..", "examples", "boston-311");

  @Test
  void theReportIsWhatARecountSays() throws IOException {
    Path data = Path.of(System.getProperty("breakwater.data", "../../shared/data"));
    Path zip = data.resolve("boston311_2011.zip");
    Assumptions.assumeTrue(Files.exists(zip), "no " + zip.toAbsolutePath() + ": skipped");
    BostonRecount recount = BostonRecount.of(zip);

    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    Report report = backtest(zip);
    Duration worked = Duration.ofNanos(threads.getCurrentThreadCpuTime() - start);

    assertThat(worked)
        .as("time on the processor: it may have other work")
        .isLessThan(Duration.ofSeconds(60));
    assertThat(report.counts().items()).isEqualTo(recount.requests()).isEqualTo(58_251);
    assertThat(report.itemsLeftOut()).isZero();
    assertThat(
            report.items().stream()
                .filter(d -> !d.before().desk().equals(d.after().desk()))
                .collect(
                    Collectors.toMap(
                        Report.Difference::exceptionId,
                        d -> d.before().desk() + " > " + d.after().desk())))
        .as("items that move")
        .hasSize(Math.toIntExact(report.counts().moved()))
        .isNotEmpty()
        .isEqualTo(recount.moved());
    assertThat(
            report.items().stream()
                .filter(d -> d.before().priority() != d.after().priority())
                .collect(
                    Collectors.toMap(
                        Report.Difference::exceptionId,
                        d -> d.before().priority() + " > " + d.after().priority())))
        .as("items with another priority")
        .isNotEmpty()
        .isEqualTo(recount.reprioritised());
    assertThat(gained(report)).as("breaches gained").isEqualTo(recount.breachesGained());
    assertThat(report.breaches())
        .isEqualTo(
            new Report.Change(
                recount.breachesBefore(),
                recount.breachesAfter(),
                recount.breachesGained().size(),
                0));
    assertThat(report.pagesByOccasion())
        .contains(
            new Report.PageChange(
                "console", "breached", recount.breachesBefore(), recount.breachesAfter()));
    Report.DeskChange watch =
        report.desks().stream()
            .filter(d -> d.desk().equals("tree-watch"))
            .findFirst()
            .orElseThrow();
    assertThat(watch.before()).isNull();
    assertThat(watch.openedAfter()).isEqualTo(recount.moved().size());
    assertThat(watch.after().peak()).isEqualTo(recount.peakOfMoved());
  }

  private static List<String> gained(Report report) {
    String resolve = Target.RESOLVE.name().toLowerCase(Locale.ROOT) + ":1";
    return report.items().stream()
        .filter(d -> d.breachesGained().equals(List.of(resolve)))
        .map(Report.Difference::exceptionId)
        .sorted()
        .toList();
  }

  private static Report backtest(Path zip) throws IOException {
    String published = Files.readString(EXAMPLE.resolve("policy.yaml"));
    try (RecordedHistory history = new RecordedHistory(200_000)) {
      new FileHistory(history)
          .rows(
              zip,
              MappingParser.parse(Files.readString(EXAMPLE.resolve("mapping.yaml"))),
              read -> {});
      return new Request(
              PolicyTimeline.EMPTY.with(PolicyParser.parse(published)),
              changed(published),
              null,
              (Instant) null,
              null,
              100_000,
              null)
          .over(history, done -> {});
    }
  }

  /** What {@link BostonRecount} has in plain Java. */
  private static Policy changed(String published) {
    String yaml = published;
    for (Map.Entry<String, String> change :
        List.of(
            Map.entry("version: \"1\"", "version: \"2\""),
            Map.entry("      add: 25\n", "      add: 45\n"),
            Map.entry(
                "  branches:\n",
                """
                  branches:
                    - name: trees
                      when: event.type == "city.tree-emergencies" && event.attributes.ward == "Ward 18"
                      desk: tree-watch
                """),
            Map.entry("  intake: {", "  tree-watch: {assignment: pull}\n  intake: {"),
            Map.entry(
                "event.type in [\"city.request-for-pothole-repair\", \"city.sidewalk-repair-make-safe\",\n",
                "event.type in [\"city.sidewalk-repair-make-safe\",\n"),
            Map.entry(
                "when: event.type in [\"city.traffic-signal-repair\", \"city.tree-emergencies\"]\n    calendar",
                "when: event.type in [\"city.traffic-signal-repair\", \"city.tree-emergencies\", \"city.request-for-pothole-repair\"]\n    calendar"))) {
      assertThat(yaml).contains(change.getKey());
      yaml = yaml.replace(change.getKey(), change.getValue());
    }
    return PolicyParser.parse(yaml);
  }
}
