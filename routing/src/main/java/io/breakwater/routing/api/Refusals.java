package io.breakwater.routing.api;

import io.breakwater.domain.work.WorkRecord;
import io.breakwater.platform.http.Problem;
import io.breakwater.routing.item.WorkItem.Refused;
import java.util.List;

/** A work item's refusal as an answer. */
final class Refusals {
  private Refusals() {}

  /**
   * The problem.
   *
   * @param changes what happened to the item since the asker saw it
   */
  static Problem problem(Refused refused, List<WorkRecord> changes) {
    return switch (refused.why()) {
      case UNKNOWN -> Problem.notFound(refused.reason());
      case STATE, VERSION ->
          Problem.conflict(refused.reason())
              .with("current", refused.item())
              .with("changes", changes);
      case KEY ->
          Problem.of(422, "idempotency-key-reused", "Idempotency key reused", refused.reason());
      case FAILED -> Problem.of(500, "work-item-failed", "Work item failed", refused.reason());
    };
  }
}
