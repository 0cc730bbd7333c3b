package io.breakwater.scoring.correlation;

import io.breakwater.domain.incident.IncidentMember;
import java.util.Comparator;

/** A member in a list, which is in the order of event time and then of event id. */
record Listed(long at, IncidentMember member) {

  static final Comparator<Listed> ORDER =
      Comparator.comparingLong(Listed::at).thenComparing(listed -> listed.member().eventId());
}
