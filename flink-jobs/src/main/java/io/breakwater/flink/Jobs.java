package io.breakwater.flink;

import io.breakwater.flink.correlation.CorrelationJob;
import io.breakwater.flink.correlation.CorrelationOnKafka;
import io.breakwater.flink.correlation.CorrelationSettings;
import io.breakwater.flink.job.Job;
import io.breakwater.flink.scoring.RescoreOnKafka;
import io.breakwater.flink.scoring.RescoreSettings;
import io.breakwater.flink.scoring.ScoringJob;
import io.breakwater.flink.scoring.ScoringOnKafka;
import io.breakwater.flink.scoring.ScoringSettings;
import io.breakwater.flink.slareport.SlaReportJob;
import io.breakwater.flink.slareport.SlaReportOnKafka;
import io.breakwater.flink.slareport.SlaReportSettings;
import java.util.List;
import java.util.stream.Stream;

/** Every job there is: what the main, the command line, the demo, probes and tests go by. */
public final class Jobs {
  private Jobs() {}

  /** Those that run all the time, beside each other: an installation is ready when they run. */
  public static final List<Job> STANDING =
      List.of(
          Job.of(
              ScoringJob.NAME,
              (env, kafka, given) -> ScoringOnKafka.define(env, kafka, ScoringSettings.of(given))),
          Job.of(
              CorrelationJob.NAME,
              (env, kafka, given) ->
                  CorrelationOnKafka.define(env, kafka, CorrelationSettings.of(given))),
          Job.of(
              SlaReportJob.NAME,
              (env, kafka, given) ->
                  SlaReportOnKafka.define(env, kafka, SlaReportSettings.of(given))));

  /** These and those that somebody starts for a question. */
  public static final List<Job> ALL =
      Stream.concat(
              STANDING.stream(),
              Stream.of(
                  Job.of(
                      RescoreOnKafka.NAME,
                      (env, kafka, given) ->
                          RescoreOnKafka.define(
                              env, kafka, RescoreSettings.of(given, kafka.topics().prefix())))))
          .toList();

  /**
   * The job of that name.
   *
   * @throws IllegalArgumentException with the names there are, when there is none
   */
  public static Job named(String name) {
    return ALL.stream()
        .filter(job -> job.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no job \"%s\": choose one of %s"
                        .formatted(name, ALL.stream().map(Job::name).toList())));
  }
}
