package io.breakwater.domain.event;

import io.breakwater.domain.trace.TraceContext;
import java.util.Optional;

/** What {@link EventReader} made of a raw record. */
public sealed interface Reading {

  /**
   * The producer's trace, if it sent a valid one; whoever stores the record mints a missing one.
   */
  Optional<TraceContext> trace();

  /** An exception event. */
  record Accepted(ExceptionEvent event, Optional<TraceContext> trace) implements Reading {}

  /** Something else. */
  record Rejected(Rejection rejection, Optional<TraceContext> trace) implements Reading {}
}
