package io.breakwater.routing.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.platform.http.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperationTest {

  @Test
  void whatIsSaidIsKept() {
    Operation operation = new Operation("ana", "bo", null, null, "a\nnote", null);

    assertThat(operation.requiredBy()).isEqualTo("ana");
    assertThat(operation.requiredAssignee()).isEqualTo("bo");
    assertThat(operation.codeOrFixed()).isEqualTo("fixed");
    assertThat(operation.boundedNote()).isEqualTo("a\nnote");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bo\0", "bo\ud800"})
  void whatNoDatabaseCanHoldIsRefused(String assignee) {
    Operation operation = new Operation("ana", assignee, null, null, null, null);

    assertThatThrownBy(operation::requiredAssignee)
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("assignee has a character that cannot be stored");
  }

  @Test
  void aMissingAssigneeIsRefusedByName() {
    assertThatThrownBy(new Operation("ana", " ", null, null, null, null)::requiredAssignee)
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("assignee is missing");
  }
}
