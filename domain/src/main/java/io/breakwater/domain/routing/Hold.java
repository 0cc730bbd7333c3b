package io.breakwater.domain.routing;

import io.breakwater.domain.incident.IncidentKey;
import java.time.Instant;
import java.util.List;

/**
 * Why a work item waits HELD.
 *
 * @param until wall clock: when it is released if no incident has absorbed it
 * @param keys the incidents it may belong to, at least one
 */
public record Hold(Instant until, List<IncidentKey> keys) {

  public Hold {
    keys = List.copyOf(keys);
  }
}
