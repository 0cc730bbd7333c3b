package io.breakwater.domain.policy;

import io.breakwater.domain.rule.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * One branch of the routing tree. What it inherits, from the branches above and from the sub-policy
 * that it uses, is resolved.
 *
 * @param path names from the root down to this branch
 * @param label the path as people read it: {@code payments > sanctions}
 * @param gates what must hold besides {@code when}
 * @param goOn whether later siblings are tried after this one has matched (YAML {@code continue})
 */
public record Branch(
    List<String> path,
    String label,
    Condition when,
    List<Gate> gates,
    BranchSettings settings,
    boolean goOn,
    List<Branch> branches) {

  public Branch {
    path = List.copyOf(path);
    gates = List.copyOf(gates);
    branches = List.copyOf(branches);
  }

  /** A branch by its path. */
  public Branch(
      List<String> path,
      Condition when,
      List<Gate> gates,
      BranchSettings settings,
      boolean goOn,
      List<Branch> branches) {
    this(path, String.join(" > ", path), when, gates, settings, goOn, branches);
  }

  /** The branch's own name, the last of its path. */
  public String name() {
    return path.get(path.size() - 1);
  }

  /** True if this branch or one below it is such. */
  public boolean any(Predicate<Branch> such) {
    return such.test(this) || branches.stream().anyMatch(b -> b.any(such));
  }

  static List<String> below(List<String> path, String name) {
    List<String> longer = new ArrayList<>(path);
    longer.add(name);
    return longer;
  }
}
