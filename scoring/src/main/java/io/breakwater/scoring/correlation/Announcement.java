package io.breakwater.scoring.correlation;

import io.breakwater.domain.incident.IncidentEvent;

/**
 * A change of an incident.
 *
 * @param isParent true if incidents of other rules may belong to it
 * @param parentRule the rule whose incident it may belong to; null if the rule has no parent
 * @param parentKey the key of that incident; null if there is none
 */
public record Announcement(
    IncidentEvent event, boolean isParent, String parentRule, String parentKey) {}
