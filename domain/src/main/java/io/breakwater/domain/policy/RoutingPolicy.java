package io.breakwater.domain.policy;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The routing tree. Branches are tried in order; within a matching branch its own branches are
 * tried, and the deepest match handles the exception. The first matching branch ends the search
 * among its siblings; after one with {@code goOn} (YAML {@code continue}) later siblings are tried
 * too. Of several deepest matches the last one gives the owner desk, the desks of the others watch.
 * A condition that fails is not a match. Nothing is ever unrouted: what matches no branch is
 * handled by {@code root}, whose desk is the default desk.
 *
 * @param attributes that any condition of the tree names, in order
 */
public record RoutingPolicy(
    String defaultDesk,
    UnknownDeskHint unknownDeskHint,
    BranchSettings root,
    List<Branch> branches,
    Set<String> attributes) {

  /** How long an exception waits for its incident unless the policy says otherwise. */
  public static final Duration DEFAULT_GROUP_WAIT = Duration.ofSeconds(30);

  /** A tree with its root. */
  public RoutingPolicy(
      String defaultDesk,
      UnknownDeskHint unknownDeskHint,
      BranchSettings root,
      List<Branch> branches) {
    this(defaultDesk, unknownDeskHint, root, branches, attributesOf(branches));
  }

  private static Set<String> attributesOf(List<Branch> branches) {
    Set<String> attributes = new TreeSet<>();
    branches.forEach(
        branch -> {
          attributes.addAll(branch.when().attributes());
          attributes.addAll(attributesOf(branch.branches()));
        });
    return Collections.unmodifiableSet(attributes);
  }

  /** A tree whose root says nothing but the default desk. */
  public RoutingPolicy(String defaultDesk, UnknownDeskHint unknownDeskHint, List<Branch> branches) {
    this(defaultDesk, unknownDeskHint, BranchSettings.of(defaultDesk), branches);
  }

  /** What becomes of a {@code desk_hint} that names no desk of the policy. */
  public enum UnknownDeskHint {
    CREATE,
    DEFAULT
  }

  /** What becomes one piece of work. */
  public enum Group {
    /** The exceptions of an incident together, in the incident's work item. */
    INCIDENT,
    /** Each exception by itself. */
    NONE
  }

  /** True if any exception may wait for an incident. */
  public boolean groups() {
    return root.groupWait() != null || any(b -> b.settings().groupWait() != null);
  }

  /** True if any branch looks at how busy a desk is. */
  public boolean looksAtLoads() {
    return any(b -> b.gates().stream().anyMatch(Gate.Busy.class::isInstance));
  }

  /** True if some branch, however deep, is such. */
  public boolean any(Predicate<Branch> such) {
    return branches.stream().anyMatch(b -> b.any(such));
  }
}
