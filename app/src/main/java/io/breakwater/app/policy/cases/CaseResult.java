package io.breakwater.app.policy.cases;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What became of one case.
 *
 * @param mismatches what is otherwise than expected; empty if the case passed or could not be tried
 * @param error why the case could not be tried; null if it could
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CaseResult(String name, boolean passed, List<Mismatch> mismatches, String error) {

  public CaseResult {
    mismatches = List.copyOf(mismatches);
  }

  /**
   * One thing that is otherwise than expected.
   *
   * @param why the policy's reasons for what was got
   */
  public record Mismatch(String what, String expected, String got, List<String> why) {

    public Mismatch {
      why = List.copyOf(why);
    }
  }

  static CaseResult of(String name, List<Mismatch> mismatches) {
    return new CaseResult(name, mismatches.isEmpty(), mismatches, null);
  }

  static CaseResult impossible(String name, String error) {
    return new CaseResult(name, false, List.of(), error);
  }
}
