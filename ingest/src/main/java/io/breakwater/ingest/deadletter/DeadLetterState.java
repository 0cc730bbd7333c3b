package io.breakwater.ingest.deadletter;

/** Whether somebody has dealt with a dead letter. */
public enum DeadLetterState {
  /** Nobody has. */
  OPEN,
  /** Corrected and sent again, at least once. */
  REPLAYED
}
