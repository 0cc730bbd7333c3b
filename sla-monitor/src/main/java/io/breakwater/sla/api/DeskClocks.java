package io.breakwater.sla.api;

/**
 * A desk's clocks that nobody has stopped.
 *
 * @param running before their deadline, those at risk included
 * @param atRisk before their deadline, but past the instant at which they are at risk
 * @param breached past their deadline
 */
public record DeskClocks(String desk, long running, long atRisk, long breached) {}
