package io.breakwater.domain.routing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/**
 * Why a work item went to its desk.
 *
 * @param desk the chosen desk
 * @param path names of the branches from the root to the one that handles it; empty if the default
 *     desk took it
 * @param candidates every branch that was tried, in order, matched or rejected and why
 * @param policyVersion {@code policy@version} in force at intake
 * @param inputs the values the conditions saw, for the reader (type, severity, score, priority …)
 * @param hold null, or until when an item that this opens waits for which incidents
 * @param watchers desks of the other branches that matched ({@code continue}): they do not own the
 *     work
 * @param steps how the branch's settings became this desk (a split, an overflow), as sentences
 * @param instructions null, or what else the branch says of the work
 */
public record DecisionRecord(
    String desk,
    List<String> path,
    List<Candidate> candidates,
    String policyVersion,
    Map<String, String> inputs,
    Hold hold,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> watchers,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> steps,
    Instructions instructions) {

  public DecisionRecord {
    // records that were stored before these came lack them
    watchers = watchers == null ? List.of() : List.copyOf(watchers);
    steps = steps == null ? List.of() : List.copyOf(steps);
  }

  /** A desk and why, and nothing else. */
  public DecisionRecord(
      String desk,
      List<String> path,
      List<Candidate> candidates,
      String policyVersion,
      Map<String, String> inputs) {
    this(desk, path, candidates, policyVersion, inputs, null, List.of(), List.of(), null);
  }

  /** This decision, with an item that waits. */
  public DecisionRecord held(Hold hold) {
    return new DecisionRecord(
        desk, path, candidates, policyVersion, inputs, hold, watchers, steps, instructions);
  }

  /** This decision, with other inputs for its reader. */
  public DecisionRecord withInputs(Map<String, String> inputs) {
    return new DecisionRecord(
        desk, path, candidates, policyVersion, inputs, hold, watchers, steps, instructions);
  }

  /** What the decision says of the work besides its desk. */
  public Instructions instructionsOrNone() {
    return instructions == null ? Instructions.NONE : instructions;
  }

  /** One branch that was tried. */
  public record Candidate(String branch, boolean matched, String reason) {}
}
