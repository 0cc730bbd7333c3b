package io.breakwater.app.policy.backtest;

import io.breakwater.domain.event.Contribution;
import io.breakwater.domain.event.Priority;
import io.breakwater.domain.routing.DecisionRecord;
import java.util.List;

/**
 * What a policy makes of one event.
 *
 * @param priority the branch's, else the score's
 */
public record Judgement(
    int score, Priority priority, List<Contribution> contributions, DecisionRecord decision) {}
