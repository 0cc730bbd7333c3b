package io.breakwater.app.cli;

import io.breakwater.app.client.ApiClient;
import io.breakwater.app.demo.DataDirectory;
import io.breakwater.app.demo.Demo;
import io.breakwater.app.demo.DemoSettings;
import io.breakwater.app.demo.StatusLine;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code demo}: everything in one process, with traffic. */
@Command(
    name = "demo",
    description = {
      "Run everything in this process: Kafka, PostgreSQL, Flink, the services and the console.",
      "The data directory can be started again: everything is still there and goes on."
    })
public final class DemoCommand implements Callable<Integer> {
  private static final Duration REFRESH = Duration.ofSeconds(1);

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = ".breakwater",
      description = "Where everything is kept (default: ${DEFAULT-VALUE}).")
  Path dataDir;

  @Option(
      names = "--port",
      defaultValue = "8080",
      description = "Port of API and console (default: ${DEFAULT-VALUE}; 0 takes a free one).")
  int port;

  @Option(
      names = "--kafka-port",
      defaultValue = "9092",
      description = "Port of Kafka (default: ${DEFAULT-VALUE}; 0 takes a free one).")
  int kafkaPort;

  @Option(
      names = "--flink-port",
      defaultValue = "8081",
      description = "Port of Flink's web page (default: ${DEFAULT-VALUE}; 0 takes a free one).")
  int flinkPort;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description =
          "The policy to publish unless it has been; without it, a new data directory gets the"
              + " demo's own.")
  Path policy;

  @Option(
      names = "--retroactive",
      description = "Let a new policy version judge what has already happened.")
  boolean retroactive;

  @Option(
      names = "--traffic",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Generate traffic (default), or with --no-traffic do not.")
  boolean traffic;

  @Option(
      names = "--rate",
      defaultValue = "20",
      description = "Average events a second of the traffic (default: ${DEFAULT-VALUE}).")
  double rate;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "The same seed gives the same traffic (default: ${DEFAULT-VALUE}).")
  long seed;

  @Option(
      names = "--for",
      paramLabel = "60s|5m|1h",
      converter = DurationConverter.class,
      description = "Stop after this time; without it, run until Ctrl-C.")
  Duration runFor;

  @Override
  public Integer call() throws InterruptedException {
    if (traffic && !(rate > 0)) {
      throw CommandFailure.usage("--rate " + rate + " must be above 0; say --no-traffic for none");
    }
    Optional<String> chosen = Optional.ofNullable(policy).map(Inputs::policy);
    // Before the log is opened in it: Log4j would tell of a directory it cannot write at length.
    DataDirectory.open(dataDir).close();
    ProcessLog.toFile(dataDir.resolve("logs").resolve("breakwater.log"));
    System.out.println("Starting Breakwater on " + dataDir.toAbsolutePath().normalize() + " ...");
    Demo demo = start(chosen);
    CountDownLatch end = new CountDownLatch(1);
    StopOnSignal stop = StopOnSignal.install(end, demo::close);
    try {
      announce(demo);
      watch(demo, end);
      return 0;
    } finally {
      stop.stopNow();
    }
  }

  private Demo start(Optional<String> chosen) {
    return Demo.start(
        new DemoSettings(
            dataDir,
            port,
            kafkaPort,
            flinkPort,
            chosen,
            retroactive,
            traffic ? OptionalDouble.of(rate) : OptionalDouble.empty(),
            seed),
        Clock.systemUTC());
  }

  private static void announce(Demo demo) {
    System.out.printf(
        """
          Console and API  %s
          Kafka            %s
          Flink            %s
        Ctrl-C stops it; the same command goes on from there.
        """,
        demo.url(), demo.bootstrapServers(), demo.flinkUrl());
  }

  private void watch(Demo demo, CountDownLatch end) throws InterruptedException {
    ApiClient api = new ApiClient(demo.url());
    StatusLine line = new StatusLine(System.out, Terminal.isAttached());
    long start = System.nanoTime();
    while (!end.await(REFRESH.toMillis(), TimeUnit.MILLISECONDS)) {
      if (runFor != null && System.nanoTime() - start >= runFor.toNanos()) {
        break;
      }
      try {
        line.show(api.get("/api/v1/stats"), System.nanoTime());
      } catch (CommandFailure e) {
        // Not an end: the next second may be better, and /readyz says why.
      }
    }
    line.end();
  }
}
