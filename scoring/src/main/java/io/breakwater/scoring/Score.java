package io.breakwater.scoring;

import io.breakwater.domain.event.Contribution;
import io.breakwater.domain.event.Priority;
import java.util.List;

/**
 * How urgent an exception is, and why.
 *
 * @param score 0 to 100
 * @param contributions in the order in which they were made; their points add up to the score
 */
public record Score(int score, Priority priority, List<Contribution> contributions) {}
