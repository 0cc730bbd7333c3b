package io.breakwater.flink.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.domain.json.Json;
import io.breakwater.flink.job.StateSettings;
import io.breakwater.flink.job.StateSettings.Backend;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a job ends and goes on. */
class EmbeddedFlinkIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String JOB = "running-sum";

  /** What every run put out. */
  private static final List<Long> SUMS = new CopyOnWriteArrayList<>();

  @TempDir Path directory;

  @BeforeEach
  void forget() {
    SUMS.clear();
  }

  @Test
  void aStoppedJobGoesOnFromItsSavepointWithNothingTwice() throws IOException {
    // So that only a savepoint can be what it goes on from.
    Duration never = Duration.ofHours(1);
    run(new StateSettings(Backend.HEAP, true, false), never);
    assertThat(RetainedState.newest(directory.resolve(JOB)).orElseThrow().getFileName().toString())
        .startsWith("savepoint-");

    run(new StateSettings(Backend.ROCKSDB, true, true), never);
    run(new StateSettings(Backend.HEAP, false, true), never);

    assertThat(SUMS)
        .containsExactlyElementsOf(
            LongStream.range(0, SUMS.size()).map(n -> n * (n + 1) / 2).boxed().toList());
  }

  @Test
  void aJobThatCannotTakeASavepointStopsWithoutAndGoesOnFromItsCheckpoint() throws IOException {
    Files.createDirectories(directory.resolve(JOB));
    Files.createFile(RetainedState.savepoints(directory.resolve(JOB)));
    try (EmbeddedFlink flink = start(StateSettings.DEFAULT, Duration.ofMillis(100))) {
      submit(flink);
      await()
          .atMost(PATIENCE)
          .until(() -> RetainedState.newest(directory.resolve(JOB)).isPresent());
      awaitMore();
    }
    assertThat(RetainedState.newest(directory.resolve(JOB)).orElseThrow().getFileName().toString())
        .startsWith("chk-");

    long most = Collections.max(SUMS);
    try (EmbeddedFlink flink = start(StateSettings.DEFAULT, Duration.ofMillis(100))) {
      submit(flink);
      await().atMost(PATIENCE).until(() -> Collections.max(SUMS) > most);
    }
    assertThat(SUMS).allMatch(EmbeddedFlinkIT::isSum);
  }

  @Test
  void aFullCheckpointStoreStopsNoJobAndLeavesItsLastGoodCheckpoint() throws Exception {
    Path store = directory.resolve(JOB);
    Path aside = directory.resolve("aside");
    try (EmbeddedFlink flink = start(StateSettings.DEFAULT, Duration.ofMillis(200))) {
      JobClient job = flink.submit(JOB, EmbeddedFlinkIT::define);
      await().atMost(PATIENCE).until(() -> RetainedState.newest(store).isPresent());

      // As on a full disk, nothing can be written where the job wants to; also not by root.
      Files.move(store, aside);
      Files.createFile(store);
      long before = failedCheckpoints(flink, job);
      await().atMost(PATIENCE).until(() -> failedCheckpoints(flink, job) > before + 12);
      awaitMore();
      assertThat(job.getJobStatus().get()).isEqualTo(JobStatus.RUNNING);
      assertThat(restarts(flink, job)).isZero();
      assertThat(RetainedState.newest(aside)).isPresent();

      Files.delete(store);
      Files.move(aside, store);
      FileTime back = Files.getLastModifiedTime(RetainedState.newest(store).orElseThrow());
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  Files.getLastModifiedTime(RetainedState.newest(store).orElseThrow())
                          .compareTo(back)
                      > 0);
    }
  }

  private static long failedCheckpoints(EmbeddedFlink flink, JobClient job) throws Exception {
    return metric(flink, job, "numberOfFailedCheckpoints");
  }

  private static long restarts(EmbeddedFlink flink, JobClient job) throws Exception {
    return metric(flink, job, "numRestarts");
  }

  private static long metric(EmbeddedFlink flink, JobClient job, String name) throws Exception {
    URI uri =
        URI.create(
            "http://localhost:%d/jobs/%s/metrics?get=%s"
                .formatted(flink.webPort(), job.getJobID(), name));
    String answer =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
            .body();
    return Json.mapper().readTree(answer).path(0).path("value").asLong();
  }

  /** Whether it is n (n + 1) / 2. */
  private static boolean isSum(long sum) {
    long n = Math.round((Math.sqrt(8.0 * sum + 1) - 1) / 2);
    return n * (n + 1) / 2 == sum;
  }

  private void run(StateSettings state, Duration interval) {
    try (EmbeddedFlink flink = start(state, interval)) {
      submit(flink);
      awaitMore();
    }
  }

  private EmbeddedFlink start(StateSettings state, Duration interval) {
    return EmbeddedFlink.start(
        new EmbeddedFlink.Settings(directory, 0, OptionalInt.empty(), 1, 1, interval, state));
  }

  private static void submit(EmbeddedFlink flink) {
    flink.submit(JOB, EmbeddedFlinkIT::define);
  }

  private static void awaitMore() {
    int before = SUMS.size();
    await().atMost(PATIENCE).until(() -> SUMS.size() > before + 200);
  }

  private static void define(StreamExecutionEnvironment env) {
    env.fromSource(
            new DataGeneratorSource<>(
                n -> n, Long.MAX_VALUE, RateLimiterStrategy.perSecond(2_000), Types.LONG),
            WatermarkStrategy.noWatermarks(),
            "numbers")
        .uid("numbers")
        .keyBy(n -> 0)
        .map(new RunningSum())
        .uid("sum")
        .sinkTo(new DiscardingSink<>())
        .uid("nowhere");
  }

  private static final class RunningSum extends RichMapFunction<Long, Long> {
    private static final long serialVersionUID = 1L;

    private transient ValueState<Long> sum;

    @Override
    public void open(OpenContext context) {
      sum = getRuntimeContext().getState(new ValueStateDescriptor<>("sum", Types.LONG));
    }

    @Override
    public Long map(Long n) throws IOException {
      long next = (sum.value() == null ? 0 : sum.value()) + n;
      sum.update(next);
      SUMS.add(next);
      return next;
    }
  }
}
