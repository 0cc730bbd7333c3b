package io.breakwater.domain.event;

/** How bad the producer thinks it is; the score refines it. */
public enum Severity {
  LOW,
  MEDIUM,
  HIGH,
  CRITICAL
}
