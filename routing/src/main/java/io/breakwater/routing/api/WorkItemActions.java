package io.breakwater.routing.api;

import io.breakwater.domain.work.WorkItemView;
import io.breakwater.platform.http.Problem;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * What people do with work items. Refusals are {@code ProblemException}s: 404 for what does not
 * exist; 409 for what the state or the version does not allow, with the item as it is and what
 * changed; 422 for an idempotency key that was used for something else.
 */
public interface WorkItemActions {

  /** An item and the version of it that the asker saw; 0 for any. */
  record Target(String workItemId, long expectedVersion) {}

  /** What became of one item of many: exactly one of {@code item} and {@code problem}. */
  record Outcome(String workItemId, int status, WorkItemView item, Problem problem) {}

  /** An item as it is now. */
  CompletionStage<WorkItemView> find(String workItemId);

  /** Does it to one item. */
  CompletionStage<WorkItemView> operate(String workItemId, Order order);

  /**
   * Claims the most urgent item of a desk that nobody has; where many claim at once, one of the
   * most urgent. A {@code ProblemException} 404 if there is none.
   */
  CompletionStage<WorkItemView> claimNext(String desk, String by);

  /** Does it to each, in whatever order; one that refuses stops nobody. */
  CompletionStage<List<Outcome>> bulk(List<Target> targets, Order order);

  /**
   * Merges others into this one, in their order, up to the first that refuses.
   *
   * @return the item that survives
   */
  CompletionStage<WorkItemView> merge(Target survivor, List<String> others, String by, String key);

  /**
   * Takes others out of this one again, in their order, up to the first that refuses.
   *
   * @return the item that they were in
   */
  CompletionStage<WorkItemView> split(Target survivor, List<String> others, String by, String key);
}
