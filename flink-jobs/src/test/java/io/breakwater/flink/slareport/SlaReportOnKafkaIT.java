package io.breakwater.flink.slareport;

import static io.breakwater.flink.slareport.Journals.id;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.domain.event.DeadLetter;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.sla.Outcome;
import io.breakwater.domain.sla.Target;
import io.breakwater.domain.sla.report.SlaOutcome;
import io.breakwater.domain.sla.report.SlaReport;
import io.breakwater.domain.sla.report.SlaWindow;
import io.breakwater.flink.Jobs;
import io.breakwater.flink.embedded.EmbeddedFlink;
import io.breakwater.flink.kafka.TestKafka;
import io.breakwater.flink.slareport.Journals.Sent;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job between real topics, with poison, repetitions and a restart in the middle. */
class SlaReportOnKafkaIT {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  @TempDir Path directory;

  @Test
  void reportsWhatIsGoodAndGoesOnAfterARestart() throws Exception {
    try (TestKafka kafka = TestKafka.start(directory.resolve("kafka"), 0, "report.");
        EmbeddedFlink flink = flink()) {
      kafka.sendPolicy("test@1", Journals.policy(1).yaml());
      Journals journals = new Journals();
      JobClient job = submit(flink, kafka);

      send(kafka, journals, new Sent("a-1", Kind.RAISED, 0));
      send(kafka, journals, new Sent("b-1", Kind.RAISED, 10));
      kafka.send(kafka.topics().work(), "poison", "nonsense".getBytes(UTF_8));
      kafka.send(kafka.topics().work(), "poison", "{\"sequence\":1}".getBytes(UTF_8));
      send(kafka, journals, new Sent("a-1", Kind.RESOLVED, 30));
      await().atMost(PATIENCE).until(() -> outcome(kafka, "a-1", Target.RESOLVE) == Outcome.MET);
      await().atMost(PATIENCE).until(() -> letters(kafka).size() == 2);
      awaitCheckpoint();

      job.cancel().get();
      submit(flink, kafka);
      Journals again = new Journals();
      send(kafka, again, new Sent("a-1", Kind.RAISED, 0));
      send(kafka, again, new Sent("a-1", Kind.RESOLVED, 30));
      send(kafka, journals, new Sent("b-1", Kind.RESOLVED, 200));
      send(kafka, journals, new Sent("c-1", Kind.RAISED, 601));
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(windows(kafka, "b", Duration.ofMinutes(5)))
                      .as("the window that ends at five past")
                      .anySatisfy(
                          window -> {
                            assertThat(window.opened()).isEqualTo(1);
                            assertThat(window.resolved()).isEqualTo(1);
                            assertThat(window.breached()).isEqualTo(1);
                            assertThat(window.backlog()).isZero();
                          }));
      assertThat(windows(kafka, "a", Duration.ofMinutes(5)))
          .as("what came again counts once")
          .allSatisfy(window -> assertThat(window.opened()).isEqualTo(1));
      assertThat(outcome(kafka, "b-1", Target.ACKNOWLEDGE)).isEqualTo(Outcome.BREACHED);
      assertThat(outcome(kafka, "b-1", Target.RESOLVE)).isEqualTo(Outcome.MET);
      assertThat(outcome(kafka, "a-1", Target.RESOLVE)).isEqualTo(Outcome.MET);
      assertThat(letters(kafka))
          .extracting(DeadLetter::code)
          .containsExactly("not-a-work-record", "not-a-work-record");
    }
  }

  private EmbeddedFlink flink() {
    return EmbeddedFlink.start(
        new EmbeddedFlink.Settings(
            directory.resolve("flink"), 0, OptionalInt.empty(), 2, 2, Duration.ofMillis(500)));
  }

  private static JobClient submit(EmbeddedFlink flink, TestKafka kafka) {
    return flink.submit(Jobs.named(SlaReportJob.NAME), 2, kafka.connection());
  }

  /** Of everything up to now: two more than there are. */
  private void awaitCheckpoint() throws Exception {
    int newest = newestCheckpoint();
    await().atMost(PATIENCE).until(() -> newestCheckpoint() >= newest + 2);
  }

  private int newestCheckpoint() throws Exception {
    try (Stream<Path> files = Files.walk(directory.resolve("flink").resolve(SlaReportJob.NAME))) {
      return files
          .filter(file -> file.endsWith("_metadata"))
          .map(file -> file.getParent().getFileName().toString())
          .mapToInt(name -> Integer.parseInt(name.substring("chk-".length())))
          .max()
          .orElse(0);
    } catch (UncheckedIOException deletedMeanwhile) {
      return 0;
    }
  }

  private static void send(TestKafka kafka, Journals journals, Sent sent) {
    for (WorkInput input : journals.arrive(sent, "test@1")) {
      kafka.send(
          kafka.topics().work(), id(sent.exceptionId()), Json.bytes(input.work()), input.trace());
    }
    kafka.flush();
  }

  private static Outcome outcome(TestKafka kafka, String exceptionId, Target target) {
    SlaReport record = report(kafka).get(SlaOutcome.id(id(exceptionId), "standard", target, 1));
    return record instanceof SlaOutcome outcome ? outcome.outcome() : null;
  }

  private static List<SlaWindow> windows(TestKafka kafka, String desk, Duration length) {
    List<SlaWindow> windows = new ArrayList<>();
    for (SlaReport record : report(kafka).values()) {
      if (record instanceof SlaWindow window
          && window.desk().equals(desk)
          && window.length().equals(length)) {
        windows.add(window);
      }
    }
    return windows;
  }

  /** The last record of every id. */
  private static Map<String, SlaReport> report(TestKafka kafka) {
    Map<String, SlaReport> report = new LinkedHashMap<>();
    kafka
        .read(kafka.topics().slaReport(), SlaReport.class)
        .forEach(record -> report.put(record.id(), record));
    return report;
  }

  private static List<DeadLetter> letters(TestKafka kafka) {
    return kafka.read(kafka.topics().deadLetters(), DeadLetter.class);
  }
}
