package io.breakwater.domain.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong, so that a person can correct a file in one go. */
public final class Problems {

  private static final int MOST = 100;

  private final List<YamlProblem> found = new ArrayList<>();
  private final List<YamlProblem> warnings = new ArrayList<>();

  /** Notes a problem; past the first hundred they are dropped. */
  public void add(YamlProblem problem) {
    add(found, problem);
  }

  /** Notes what is allowed but hardly meant; past the first hundred they are dropped. */
  public void warn(YamlProblem problem) {
    add(warnings, problem);
  }

  private static void add(List<YamlProblem> list, YamlProblem problem) {
    if (list.size() < MOST && !list.contains(problem)) {
      list.add(problem);
    }
  }

  /** True if nothing is wrong so far. */
  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** Everything that is wrong, in file order. */
  public List<YamlProblem> inFileOrder() {
    return inFileOrder(found);
  }

  /** Everything that is allowed but hardly meant, in file order. */
  public List<YamlProblem> warningsInFileOrder() {
    return inFileOrder(warnings);
  }

  private static List<YamlProblem> inFileOrder(List<YamlProblem> list) {
    return list.stream()
        .sorted(Comparator.comparingInt(YamlProblem::line).thenComparingInt(YamlProblem::column))
        .toList();
  }
}
