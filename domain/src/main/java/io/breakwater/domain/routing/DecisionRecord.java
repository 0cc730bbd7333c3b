package io.breakwater.domain.routing;

import java.util.List;
import java.util.Map;

/**
 * Why a work item went to its desk.
 *
 * @param desk the chosen desk
 * @param path names of the branches from the root to the matching one; empty if the default desk
 *     took it
 * @param candidates every branch that was tried, in order, matched or rejected and why
 * @param policyVersion {@code policy@version} in force at intake
 * @param inputs the values the conditions saw, for the reader (type, severity, score, priority …)
 * @param hold null, or until when an item that this opens waits for which incidents
 */
public record DecisionRecord(
    String desk,
    List<String> path,
    List<Candidate> candidates,
    String policyVersion,
    Map<String, String> inputs,
    Hold hold) {

  /** A decision that lets nothing wait. */
  public DecisionRecord(
      String desk,
      List<String> path,
      List<Candidate> candidates,
      String policyVersion,
      Map<String, String> inputs) {
    this(desk, path, candidates, policyVersion, inputs, null);
  }

  /** This decision, with an item that waits. */
  public DecisionRecord held(Hold hold) {
    return new DecisionRecord(desk, path, candidates, policyVersion, inputs, hold);
  }

  /** One branch that was tried. */
  public record Candidate(String branch, boolean matched, String reason) {}
}
