package io.breakwater.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The JSON Schema for editors of a policy's tests. */
class PolicyTestsSchemaTest {

  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(VersionFlag.V202012)
          .getSchema(
              PolicyTestsSchemaTest.class.getResourceAsStream("/schemas/policy-tests.schema.json"));

  @Test
  void acceptsTheExample() throws IOException {
    assertThat(SCHEMA.validate(example(), InputFormat.YAML)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "assignee: amara | asignee: amara",
        "score: 84 | score: 184",
        "priority: P4 | priority: P5",
        "held: false | held: perhaps",
        "opened: [console] | openned: [console]",
        "settlements: 2000 | settlements: many",
        "fails_of_counterparty: 25 | fails_of_counterparty: x",
        "expect: {assignee: bjorn} | expect: {}",
        "event: {type: recon.break, severity: LOW} | comment: none",
      })
  void refusesWhatHasAWrongForm(String original, String wrong) throws IOException {
    assertThat(example()).contains(original);
    String broken = example().replace(original, wrong);

    assertThat(SCHEMA.validate(broken, InputFormat.YAML)).isNotEmpty();
  }

  private static String example() throws IOException {
    return Files.readString(Path.of("..", "examples", "payments-desk", "policy-tests.yaml"));
  }
}
