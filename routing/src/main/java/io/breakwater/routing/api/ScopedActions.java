package io.breakwater.routing.api;

import io.breakwater.domain.access.Role;
import io.breakwater.domain.work.OperationKind;
import io.breakwater.domain.work.WorkItemView;
import io.breakwater.platform.access.Access;
import io.breakwater.platform.http.Problem;
import io.breakwater.platform.http.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/**
 * What one asker may do with work items: only with those on desks where they have the role that the
 * operation needs. An item that changes desks at the very moment is judged by the desk that it was
 * on when it was looked at.
 */
final class ScopedActions implements WorkItemActions {
  private final WorkItemActions all;
  private final Access access;

  ScopedActions(WorkItemActions all, Access access) {
    this.all = all;
    this.access = access;
  }

  @Override
  public CompletionStage<WorkItemView> find(String workItemId) {
    return all.find(workItemId)
        .thenApply(
            item -> {
              access.require(item.desk());
              return item;
            });
  }

  @Override
  public CompletionStage<WorkItemView> operate(String workItemId, Order order) {
    return allowed(workItemId, order).thenCompose(yes -> all.operate(workItemId, order));
  }

  @Override
  public CompletionStage<WorkItemView> claimNext(String desk, String by) {
    access.require(desk);
    return all.claimNext(desk, by);
  }

  @Override
  public CompletionStage<List<Outcome>> bulk(List<Target> targets, Order order) {
    if (isAllowedAnywhere(order)) {
      return all.bulk(targets, order);
    }
    Map<String, Problem> refused = new HashMap<>();
    CompletionStage<Void> judged = CompletableFuture.completedFuture(null);
    for (Target target : targets) {
      judged =
          judged.thenCompose(
              before ->
                  allowed(target.workItemId(), order)
                      .exceptionally(
                          failure -> {
                            refused.put(target.workItemId(), Problems.of(failure));
                            return null;
                          }));
    }
    return judged.thenCompose(
        done ->
            all.bulk(
                    targets.stream().filter(t -> !refused.containsKey(t.workItemId())).toList(),
                    order)
                .thenApply(outcomes -> inOrder(targets, refused, outcomes)));
  }

  private static List<Outcome> inOrder(
      List<Target> targets, Map<String, Problem> refused, List<Outcome> outcomes) {
    Map<String, Outcome> byId = new HashMap<>();
    outcomes.forEach(outcome -> byId.put(outcome.workItemId(), outcome));
    List<Outcome> ordered = new ArrayList<>();
    for (Target target : targets) {
      String id = target.workItemId();
      Problem why = refused.get(id);
      ordered.add(why == null ? byId.get(id) : new Outcome(id, why.status(), null, why));
    }
    return ordered;
  }

  @Override
  public CompletionStage<WorkItemView> merge(
      Target survivor, List<String> others, String by, String key) {
    return seen(survivor, others).thenCompose(yes -> all.merge(survivor, others, by, key));
  }

  @Override
  public CompletionStage<WorkItemView> split(
      Target survivor, List<String> others, String by, String key) {
    return seen(survivor, others).thenCompose(yes -> all.split(survivor, others, by, key));
  }

  /** Completes if all of them are on the asker's desks. */
  private CompletionStage<Void> seen(Target survivor, List<String> others) {
    CompletionStage<Void> seen = CompletableFuture.completedFuture(null);
    if (access.desks().all()) {
      return seen;
    }
    for (String id : Stream.concat(Stream.of(survivor.workItemId()), others.stream()).toList()) {
      seen = seen.thenCompose(before -> find(id)).thenApply(item -> null);
    }
    return seen;
  }

  /** Completes if the asker may do it. */
  private CompletionStage<Void> allowed(String workItemId, Order order) {
    if (isAllowedAnywhere(order)) {
      return CompletableFuture.completedFuture(null);
    }
    return all.find(workItemId)
        .thenAccept(
            item -> {
              access.require(desk(item, order));
              if (takesFromAnother(item, order)) {
                access.require(Role.LEAD, item.desk(), "Taking work from somebody else");
              }
            });
  }

  /** Whoever gave an item to another desk may undo that: only they can, and only at once. */
  private String desk(WorkItemView item, Order order) {
    boolean gaveItAway =
        order.operation().kind() == OperationKind.UNDO
            && item.previousDesk() != null
            && access.desks().has(item.previousDesk());
    return gaveItAway ? item.previousDesk() : item.desk();
  }

  private static boolean takesFromAnother(WorkItemView item, Order order) {
    return order.operation().kind() == OperationKind.UNASSIGN
        && item.assignee() != null
        && !item.assignee().equals(order.by());
  }

  /** True if no item has to be looked at to know. */
  private boolean isAllowedAnywhere(Order order) {
    return access.desks().all()
        && (order.operation().kind() != OperationKind.UNASSIGN
            || access.caller().desks(Role.LEAD).filter(leads -> leads.all()).isPresent());
  }
}
