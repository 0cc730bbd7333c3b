package io.breakwater.domain.sla;

/** How a clock stands at an instant. */
public enum Outcome {
  /** Not stopped, and the deadline has not passed. */
  RUNNING,
  /** Stopped at or before the deadline. */
  MET,
  /** Past the deadline, whether it has stopped since or not. */
  BREACHED,
  /** The facts turned out to start no such clock. */
  CANCELLED
}
