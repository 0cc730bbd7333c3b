package io.breakwater.sla.report;

import io.breakwater.domain.sla.Target;

/**
 * How one target of one SLA stands on one desk as of an instant.
 *
 * @param breached past the deadline, stopped since or not
 * @param compliance met ÷ (met + breached); absent if there is neither
 */
public record DeskCompliance(
    String desk,
    String sla,
    Target target,
    long running,
    long met,
    long breached,
    Double compliance) {}
