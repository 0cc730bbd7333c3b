package io.breakwater.flink.scoring;

import io.breakwater.domain.event.DeadLetter;
import io.breakwater.domain.event.FeatureRecord;
import io.breakwater.domain.event.JobCounts;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.flink.counts.JobCounters;
import io.breakwater.flink.json.JsonTypeInformation;
import io.breakwater.flink.policy.Policies;
import io.breakwater.flink.policy.PolicyVersion;
import io.breakwater.flink.scoring.feature.Answer;
import io.breakwater.flink.scoring.feature.AnswerSerializer;
import io.breakwater.flink.scoring.feature.FeatureFunction;
import io.breakwater.flink.scoring.feature.Sample;
import io.breakwater.flink.time.EventTimes;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The graph of the scoring job: raw records become scored exceptions or dead letters, and are
 * counted. It knows no connector and no environment.
 */
public final class ScoringJob {
  private ScoringJob() {}

  /** The job's name in Flink and its key on topic {@code counts}. */
  public static final String NAME = "scoring";

  /**
   * What comes out.
   *
   * @param scored every event once, late ones flagged
   * @param features what features said, for policies that publish it
   * @param deadLetters every record that is no event
   * @param counts totals since the beginning
   */
  public record Outputs(
      DataStream<ScoredException> scored,
      DataStream<FeatureRecord> features,
      DataStream<DeadLetter> deadLetters,
      DataStream<JobCounts> counts) {}

  /**
   * Builds the graph.
   *
   * @param records with timestamps and watermarks; see {@link RawRecord#eventTimes}
   * @param policies every version, in the order of the topic; never has a say in event time
   */
  public static Outputs define(
      DataStream<RawRecord> records, DataStream<PolicyVersion> policies, ScoringSettings settings) {
    SingleOutputStreamOperator<PackedEvent> events =
        EventTimes.kept(records)
            .process(new SplitRecords(), PackedEvent.Serializer.TYPE)
            .name("split events from dead letters")
            .uid("split");
    DataStream<DeadLetter> deadLetters = events.getSideOutput(SplitRecords.DEAD_LETTERS);

    SingleOutputStreamOperator<FreshEvent> fresh =
        events
            .keyBy(event -> ExceptionKey.shard(event.exceptionKey()), Types.INT)
            .connect(EventTimes.none(policies, "policy time").broadcast(Policies.STATE))
            .process(new DedupeFunction(settings), FreshEventSerializer.TYPE)
            .name("deduplicate")
            .uid("dedupe");
    DataStream<Answer> answers =
        fresh
            .getSideOutput(DedupeFunction.SAMPLES)
            .keyBy(Sample::key, Types.STRING)
            .process(new FeatureFunction(), AnswerSerializer.TYPE)
            .name("features")
            .uid("features");
    // The events are where their key wants them: another shuffle would only cost.
    SingleOutputStreamOperator<ScoredException> scored =
        DataStreamUtils.reinterpretAsKeyedStream(
                fresh, event -> ExceptionKey.shard(event.event().exceptionKey()), Types.INT)
            .connect(answers.keyBy(answer -> ExceptionKey.shard(answer.exceptionKey()), Types.INT))
            .process(new ScoreFunction(settings), JsonTypeInformation.of(ScoredException.class))
            .name("score")
            .uid("score");

    JobCounters counters = new JobCounters(NAME);
    counters.count(events, "events", event -> ScoringCounts.EVENT);
    counters.count(deadLetters, "dead letters", letter -> ScoringCounts.invalid(letter.code()));
    counters.count(fresh.getSideOutput(DedupeFunction.DUPLICATES), "duplicates", name -> name);
    counters.count(scored, "scored", each -> ScoringCounts.SCORED);
    DataStream<JobCounts> counts =
        counters
            .totals()
            .map(ScoringCounts::complete, JsonTypeInformation.of(JobCounts.class))
            .name("complete counts")
            .uid("complete-counts")
            .setParallelism(1);

    return new Outputs(scored, scored.getSideOutput(ScoreFunction.FEATURES), deadLetters, counts);
  }
}
