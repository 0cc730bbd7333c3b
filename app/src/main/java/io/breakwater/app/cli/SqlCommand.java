package io.breakwater.app.cli;

import io.breakwater.app.sql.EventTimeOption;
import io.breakwater.app.sql.ResultFormat;
import io.breakwater.domain.topic.Topics;
import io.breakwater.flink.sql.SqlFailure;
import io.breakwater.flink.sql.SqlFault;
import io.breakwater.flink.sql.SqlRun;
import io.breakwater.flink.sql.SqlSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sql}: questions to the topics in Flink SQL. */
@Command(
    name = "sql",
    description = {
      "Run a file of Flink SQL over the topics.",
      "The topics are tables: exceptions, dead_letters, scored, incidents, work, sla, notifications,"
          + " counts. SHOW TABLES and DESCRIBE say what is in them; docs/sql.md and examples/sql, how"
          + " to ask. Without --to a query goes on until it is stopped."
    })
public final class SqlCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The statements, each with a semicolon.")
  Path file;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description =
          "The first event time that counts: 2026-03-31T12:00:00Z, now, or how long ago (90m, P1D)."
              + " Default: the beginning.")
  String from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description =
          "The first event time that does not count any more. The query then ends with what is on"
              + " the topics now.")
  String to;

  @Option(
      names = "--format",
      paramLabel = "table|csv|json",
      defaultValue = "table",
      description = "How rows are printed (default: ${DEFAULT-VALUE}).")
  ResultFormat format;

  @Option(
      names = "--out-of-orderness",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description =
          "How long windows wait for late events, in event time. Default: 5s; with --to, until"
              + " everything has been read.")
  Duration outOfOrderness;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      defaultValue = "2",
      description = "Subtasks of each operator (default: ${DEFAULT-VALUE}).")
  int parallelism;

  @Mixin BrokerOption broker;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    SqlSettings settings = settings(Instant.now());
    SqlRun run = define(settings);
    CountDownLatch ended = stopOnSignal(run);
    try {
      run.run(format.printer(spec.commandLine().getOut(), !settings.bounded()));
    } catch (SqlFailure e) {
      throw CommandFailure.problem(e.getMessage(), e);
    } finally {
      sayWhatWasLeftOut(run);
      ended.countDown();
    }
    return 0;
  }

  private SqlSettings settings(Instant now) {
    if (parallelism < 1) {
      throw CommandFailure.usage("--parallelism is " + parallelism + ": give at least 1");
    }
    try {
      return new SqlSettings(
          broker.bootstrap,
          new Topics(broker.prefix),
          Optional.ofNullable(from).map(text -> EventTimeOption.parse("--from", text, now)),
          Optional.ofNullable(to).map(text -> EventTimeOption.parse("--to", text, now)),
          Optional.ofNullable(outOfOrderness));
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(e.getMessage(), e);
    }
  }

  /** In this process: Flink starts with the first query and ends with it. */
  private SqlRun define(SqlSettings settings) {
    try {
      return SqlRun.define(
          StreamExecutionEnvironment.createLocalEnvironment(
              parallelism, SqlRun.configuration(settings, parallelism)),
          settings,
          Inputs.text(file));
    } catch (SqlFault e) {
      throw CommandFailure.usage(
          "%s: line %d, column %d: %s".formatted(file, e.line(), e.column(), e.getMessage()), e);
    }
  }

  /** The process stays until what ran has stopped and the last rows are out. */
  private static CountDownLatch stopOnSignal(SqlRun run) {
    CountDownLatch ended = new CountDownLatch(1);
    Thread stop =
        new Thread(
            () -> {
              run.stop();
              try {
                ended.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "stop");
    Runtime.getRuntime().addShutdownHook(stop);
    return ended;
  }

  private void sayWhatWasLeftOut(SqlRun run) {
    spec.commandLine().getOut().flush();
    PrintWriter err = spec.commandLine().getErr();
    run.unreadable()
        .forEach(
            (table, count) ->
                err.printf(
                    "%,d %s of table %s could not be read and %s left out.%n",
                    count, count == 1 ? "record" : "records", table, count == 1 ? "was" : "were"));
    err.flush();
  }
}
