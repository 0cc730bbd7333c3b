package io.breakwater.routing.api;

import io.breakwater.domain.access.DeskScope;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.work.WorkItemState;
import java.util.List;
import java.util.Set;

/**
 * Which work items a list shows.
 *
 * @param desks those whose items it may show
 * @param states empty for all
 * @param assignee null for all
 * @param incidentId null for all; its work item and what that absorbed
 * @param priorities empty for all
 * @param tag null for all
 * @param linked null for all; those that have a link to this work item
 * @param text null, or part of an exception id, source id, type or work item id
 * @param after empty for the first page, or the sort key of the last row before
 * @param limit rows of a page, from 1 to 500
 */
public record WorkItemQuery(
    DeskScope desks,
    Set<WorkItemState> states,
    String assignee,
    String incidentId,
    Set<Priority> priorities,
    String tag,
    String linked,
    String text,
    WorkItemSort sort,
    List<String> after,
    int limit) {}
