package io.breakwater.flink.scoring;

import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Origin;
import io.breakwater.domain.trace.TraceContext;

/** An exception event on its way through the job: with its trace, and where its record stood. */
public record TracedEvent(ExceptionEvent event, TraceContext trace, Origin origin) {}
