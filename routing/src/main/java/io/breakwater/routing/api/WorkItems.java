package io.breakwater.routing.api;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import io.breakwater.domain.access.DeskScope;
import io.breakwater.domain.work.WorkItemView;
import io.breakwater.domain.work.WorkRecord;
import io.breakwater.platform.http.Page;
import io.breakwater.routing.outbox.Position;
import io.breakwater.routing.read.WorkItemRow;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * What can be asked about work items and desks; a {@code ProblemException} 404 for what does not
 * exist. What can be done with them is in {@link WorkItemActions}.
 */
public interface WorkItems {

  CompletionStage<Page<WorkItemView>> list(WorkItemQuery query);

  CompletionStage<WorkItemPage> get(String workItemId);

  /** The desk that an item is on now. */
  CompletionStage<String> deskOf(String workItemId);

  CompletionStage<ItemDecision> decision(String workItemId);

  /**
   * What happened to an item, oldest first.
   *
   * @param after the number of the last event of the page before; 0 for the first page
   */
  CompletionStage<Page<WorkRecord>> history(String workItemId, long after, int limit);

  CompletionStage<List<DeskSummary>> desks();

  CompletionStage<DeskSummary> desk(String name);

  /** Where the read side is now: changes from here on are still to come. */
  CompletionStage<Position> now();

  /**
   * Items that changed after a position, each as it is when it is read, in lists that are not
   * empty; never ends.
   *
   * @param desks whose items they are, or were before
   */
  Source<List<WorkItemRow>, NotUsed> changes(DeskScope desks, Position after);
}
