package io.breakwater.flink.scoring;

import static io.breakwater.flink.scoring.Samples.NOON;
import static io.breakwater.flink.scoring.Samples.event;

import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.flink.Jobs;
import io.breakwater.flink.embedded.EmbeddedFlink;
import io.breakwater.flink.kafka.TestKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.apache.flink.core.execution.JobClient;

/** The scoring job between real topics. */
final class ScoringWorld {
  private ScoringWorld() {}

  static EmbeddedFlink flink(Path directory) {
    return EmbeddedFlink.start(
        new EmbeddedFlink.Settings(
            directory, 0, OptionalInt.empty(), 2, 2, Duration.ofMillis(300)));
  }

  static JobClient submit(EmbeddedFlink flink, TestKafka kafka) {
    return flink.submit(Jobs.named(ScoringJob.NAME), 2, kafka.connection());
  }

  /** An exception that is raised so many seconds past noon. */
  static void send(TestKafka kafka, String exceptionId, int second) {
    ExceptionEvent event = event(exceptionId, NOON.plusSeconds(second));
    kafka.send(kafka.topics().exceptions(), event.key(), Samples.json(event));
  }

  static List<ScoredException> scored(TestKafka kafka) {
    return kafka.read(kafka.topics().scored(), ScoredException.class);
  }
}
