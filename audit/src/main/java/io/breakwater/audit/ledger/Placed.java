package io.breakwater.audit.ledger;

/**
 * A fact and its place in the chain.
 *
 * @param leaf its place in the batch, from 0
 */
public record Placed(Fact fact, long batch, int leaf) {}
