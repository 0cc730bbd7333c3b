package io.breakwater.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.flink.job.Job;
import io.breakwater.flink.job.JobArguments;
import io.breakwater.flink.kafka.TestKafka;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a savepoint finds its operators by. */
class JobGraphsIT {

  @TempDir static Path directory;

  private static TestKafka kafka;

  @BeforeAll
  static void start() {
    kafka = TestKafka.start(directory, 0, "graphs.");
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void everyOperatorHasAnIdOfItsOwnAndAName(Job job) {
    Configuration strict = new Configuration();
    // Flink itself refuses a graph with an operator that has none.
    strict.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    strict.set(PipelineOptions.GENERIC_TYPES, false);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(strict);
    job.define(env, kafka.connection(), JobArguments.none());

    Collection<StreamNode> operators = env.getStreamGraph(false).getStreamNodes();

    assertThat(operators).isNotEmpty();
    assertThat(operators)
        .extracting(StreamNode::getTransformationUID)
        .doesNotContainNull()
        .doesNotHaveDuplicates();
    Set<String> unnamed = Set.of("Map", "Process", "KeyedProcess", "Flat Map", "Filter");
    assertThat(operators.stream().map(StreamNode::getOperatorName).collect(Collectors.toSet()))
        .doesNotContainAnyElementsOf(unnamed);
    assertThat(env.getStreamGraph().getJobGraph().getVerticesAsArray()).isNotEmpty();
  }

  static Iterable<Job> jobs() {
    return Jobs.STANDING;
  }
}
