package io.breakwater.routing.incident;

import io.breakwater.domain.incident.IncidentEvent.Change;

/** How an incident stands. */
public enum IncidentState {
  /** Members may join. */
  OPEN,
  /** Nothing joins any more, unless it comes late. */
  CLOSED,
  /** Another incident has its members. */
  MERGED;

  /** What a change leaves behind; one that revises a closed incident opens it until it closes. */
  static IncidentState after(Change change) {
    return switch (change) {
      case OPENED, GREW, REVISED -> OPEN;
      case CLOSED -> CLOSED;
      case MERGED -> MERGED;
    };
  }
}
