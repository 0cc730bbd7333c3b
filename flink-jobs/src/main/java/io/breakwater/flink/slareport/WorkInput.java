package io.breakwater.flink.slareport;

import io.breakwater.domain.event.DeadLetter;
import io.breakwater.domain.event.Origin;
import io.breakwater.domain.trace.TraceContext;
import io.breakwater.domain.work.WorkRecord;

/**
 * A record of topic {@code work} after it was read: exactly one of the first two is not null.
 *
 * @param work what it holds
 * @param deadLetter what could not be read
 * @param trace by its header, or minted from its place
 * @param origin where it stood
 */
public record WorkInput(
    WorkRecord work, DeadLetter deadLetter, TraceContext trace, Origin origin) {}
