package io.breakwater.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.flink.job.Job;
import io.breakwater.flink.job.JobArguments;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobsTest {

  @Test
  void jobsHaveDifferentNames() {
    assertThat(Jobs.ALL)
        .extracting(Job::name)
        .doesNotHaveDuplicates()
        .contains("scoring", "correlation");
    assertThat(Jobs.ALL).containsAll(Jobs.STANDING);
    assertThat(Jobs.named("scoring").name()).isEqualTo("scoring");
  }

  @Test
  void anUnknownJobIsRefusedWithTheNamesThereAre() {
    assertThatThrownBy(() -> Jobs.named("scorign"))
        .hasMessageContaining("there is no job \"scorign\": choose one of [scoring");
  }

  @Test
  void aSettingThatAJobDoesNotHaveIsRefusedWithThoseItHas() {
    Job job = Job.of("sample", (env, kafka, given) -> given.text("colour"));

    assertThatThrownBy(() -> job.define(null, null, JobArguments.of(Map.of("color", "red"))))
        .hasMessage("job sample has no setting color; it has colour");
  }
}
