package io.breakwater.audit.ledger;

/** A fact together with the claim under which it was read. */
public record Entry(Claim claim, Fact fact) {}
