package io.breakwater.domain.sla;

/** What an SLA clock waits for. */
public enum Target {
  ACKNOWLEDGE,
  RESOLVE
}
