package io.breakwater.domain.policy;

import io.breakwater.domain.yaml.YamlProblem;
import java.util.List;

/**
 * One thing that is wrong with a policy file or a file of its tests.
 *
 * @param line from 1
 * @param column from 1
 * @param path e.g. {@code scoring.rules[2].when}
 * @param message what is wrong, with the value
 * @param remedy what to do about it
 */
public record PolicyError(int line, int column, String path, String message, String remedy) {

  /** What is wrong, as the file's reader found it. */
  public static List<PolicyError> of(List<YamlProblem> problems) {
    return problems.stream()
        .map(p -> new PolicyError(p.line(), p.column(), p.path(), p.message(), p.remedy()))
        .toList();
  }

  @Override
  public String toString() {
    String where = path.isEmpty() ? "" : ", " + path;
    return "line %d, column %d%s: %s. %s".formatted(line, column, where, message, remedy);
  }
}
