package io.breakwater.flink.correlation;

import io.breakwater.domain.event.DeadLetter;
import io.breakwater.domain.event.ScoredException;

/** A record of topic {@code scored}: a scored exception, or else the dead letter of what it is. */
public record ScoredRecord(ScoredException scored, DeadLetter deadLetter) {}
