package io.breakwater.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every example's policy is accepted as it stands. */
class ExamplePoliciesTest {

  @ParameterizedTest
  @ValueSource(strings = {"payments-desk", "boston-311", "ait-alerts", "servicenow"})
  void isAccepted(String example) throws IOException {
    Path file = Path.of("..", "examples", example, "policy.yaml");

    Policy policy = PolicyParser.parse(Files.readString(file));

    assertThat(policy.name()).isEqualTo(example);
    assertThat(policy.slas()).isNotEmpty();
    assertThat(policy.desks()).containsKey(policy.routing().defaultDesk());
    assertThat(policy.notifications().channels()).isNotEmpty();
  }
}
