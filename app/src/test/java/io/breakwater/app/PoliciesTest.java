package io.breakwater.app;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.breakwater.domain.policy.PolicyParser;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The policies that ship are good. */
class PoliciesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"../examples/payments-desk/policy.yaml", "../examples/boston-311/policy.yaml"})
  void parse(String file) {
    assertThatCode(() -> PolicyParser.parse(Files.readString(Path.of(file))))
        .doesNotThrowAnyException();
  }
}
