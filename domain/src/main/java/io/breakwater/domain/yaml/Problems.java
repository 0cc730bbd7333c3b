package io.breakwater.domain.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong, so that a person can correct a file in one go. */
public final class Problems {

  private static final int MOST = 100;

  private final List<YamlProblem> found = new ArrayList<>();

  /** Notes a problem; past the first hundred they are dropped. */
  public void add(YamlProblem problem) {
    if (found.size() < MOST && !found.contains(problem)) {
      found.add(problem);
    }
  }

  /** True if nothing is wrong so far. */
  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** Everything that is wrong, in file order. */
  public List<YamlProblem> inFileOrder() {
    return found.stream()
        .sorted(Comparator.comparingInt(YamlProblem::line).thenComparingInt(YamlProblem::column))
        .toList();
  }
}
