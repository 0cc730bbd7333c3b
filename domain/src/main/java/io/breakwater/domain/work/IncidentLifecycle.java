package io.breakwater.domain.work;

import static io.breakwater.domain.work.Lifecycle.UPSTREAM;

import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.Origin;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.identity.Identity;
import io.breakwater.domain.incident.IncidentEvent;
import io.breakwater.domain.incident.IncidentEvent.Change;
import io.breakwater.domain.incident.IncidentException;
import io.breakwater.domain.incident.IncidentSummary;
import io.breakwater.domain.routing.DecisionRecord;
import java.time.Instant;

/**
 * What the work item of an incident decides beside what every work item does ({@link Lifecycle}),
 * as pure functions. That no more members join it resolves nothing: people do, or upstream when it
 * has resolved every member.
 */
public final class IncidentLifecycle {
  private IncidentLifecycle() {}

  /**
   * A record told of the incident.
   *
   * @param item the incident's work item
   * @param told what of the record the item keeps
   * @param origin where the record stood
   * @param decision where the item goes if this opens it; null if the policy groups nothing
   */
  public static Verdict onRecord(
      Lifecycle item,
      IncidentEvent record,
      IncidentSummary told,
      Origin origin,
      DecisionRecord decision) {
    boolean merged = record.change() == Change.MERGED;
    if (!item.exists()) {
      // One that ended in another before anybody saw it is no work.
      return decision == null || merged
          ? new Verdict.AlreadySo()
          : new Verdict.Happens(open(record, told, origin, decision));
    }
    WorkItemView view = item.view();
    if (isOld(item, record, told)) {
      return new Verdict.AlreadySo();
    }
    if (merged && view.state().isOpen()) {
      return new Verdict.Happens(merge(view, record));
    }
    return new Verdict.Happens(
        goesOn(view, told)
            ? reopen(view, record, told, origin)
            : update(view, record, told, origin));
  }

  /**
   * True if the item knows this, or later. Records may be sent again from any one on, all that
   * follow included. Only REVISED may take members away, so it is always heard.
   */
  private static boolean isOld(Lifecycle item, IncidentEvent record, IncidentSummary told) {
    WorkItemView view = item.view();
    boolean scoreStands = record.score() == view.score() && record.priority() == view.priority();
    if (record.change() == Change.REVISED) {
      return told.equals(item.incident()) && scoreStands;
    }
    int progress = told.compareProgress(item.incident());
    return progress < 0 || (progress == 0 && scoreStands);
  }

  private static WorkItemEvent open(
      IncidentEvent record, IncidentSummary told, Origin origin, DecisionRecord decision) {
    ScoredException cause = IncidentException.of(record, record.occurredAt(), origin);
    return new WorkItemEvent.Opened(
        Identity.workItemIdOfIncident(record.incidentId()),
        cause,
        decision.desk(),
        decision,
        WorkItemState.QUEUED,
        told,
        record.traceId(),
        record.occurredAt(),
        UPSTREAM);
  }

  private static WorkItemEvent merge(WorkItemView view, IncidentEvent record) {
    return new WorkItemEvent.Absorbed(
        view.desk(),
        record.mergedInto(),
        Identity.workItemIdOfIncident(record.mergedInto()),
        view.traceId(),
        record.occurredAt(),
        UPSTREAM);
  }

  /** Members came after it was taken for resolved. */
  private static boolean goesOn(WorkItemView view, IncidentSummary told) {
    return !view.state().isOpen()
        && view.absorbedInto() == null
        && view.resolvedAt() != null
        && told.lastAt().isAfter(view.resolvedAt());
  }

  private static WorkItemEvent reopen(
      WorkItemView view, IncidentEvent record, IncidentSummary told, Origin origin) {
    ScoredException cause = IncidentException.of(record, told.lastAt(), origin);
    return new WorkItemEvent.Reopened(
        view.desk(), cause, null, told, view.traceId(), told.lastAt(), UPSTREAM);
  }

  private static WorkItemEvent update(
      WorkItemView view, IncidentEvent record, IncidentSummary told, Origin origin) {
    String id =
        Identity.hash128(
            "incident-record",
            told.incidentId(),
            told.change().name(),
            Integer.toString(told.members()),
            Integer.toString(record.score()));
    return new WorkItemEvent.Updated(
        id,
        origin,
        Kind.UPDATED,
        record.score(),
        record.priority(),
        null,
        told,
        record.traceId(),
        view.traceId(),
        record.occurredAt(),
        UPSTREAM);
  }

  /**
   * The incident has ended and upstream has resolved every member that its item absorbed.
   *
   * @param lastAt event time of the last of these resolutions
   */
  public static Verdict onMembersResolved(Lifecycle item, Instant lastAt) {
    WorkItemView view = item.view();
    Instant raised = view.raisedAt();
    Instant at = lastAt.isBefore(raised) ? raised : lastAt;
    if (item.incident() == null || !item.incident().ended()) {
      return new Verdict.AlreadySo();
    }
    if (view.state().isOpen()) {
      if (!item.memory().company().othersAreResolved()) {
        return new Verdict.AlreadySo(); // it also stands for what was merged into it
      }
      return new Verdict.Happens(
          new WorkItemEvent.Resolved(
              view.desk(),
              null,
              null,
              UPSTREAM,
              "Upstream has resolved every member.",
              view.traceId(),
              at,
              UPSTREAM));
    }
    if (view.absorbedInto() == null || view.resolvedAt() != null) {
      return new Verdict.AlreadySo();
    }
    // The incident that took this one over waits for it as for any member.
    return new Verdict.Happens(
        new WorkItemEvent.Updated(
            Identity.hash128("members-resolved", view.workItemId()),
            null,
            Kind.RESOLVED,
            view.score(),
            view.priority(),
            null,
            view.traceId(),
            view.traceId(),
            at,
            UPSTREAM));
  }
}
