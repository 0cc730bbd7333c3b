package io.breakwater.routing.api;

import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.quiet.Quiet;
import io.breakwater.domain.routing.DecisionRecord;
import io.breakwater.domain.work.WorkItemView;
import io.breakwater.domain.work.WorkRecord;
import java.util.List;

/**
 * One work item with what happened to it last: what is written is shown, whatever the read tables
 * have.
 *
 * @param decision why it is on its desk
 * @param cause what opened it, with the parts of its score
 * @param quiet why it pages nobody now; null if it is not quiet
 * @param history its latest events, oldest first
 * @param earlier how many events came before those
 */
public record WorkItemPage(
    WorkItemView item,
    DecisionRecord decision,
    ScoredException cause,
    Quiet quiet,
    List<WorkRecord> history,
    long earlier) {}
