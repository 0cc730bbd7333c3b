package io.breakwater.audit.ledger;

/**
 * The right to record a partition. A later claim on the same partition ends this one.
 *
 * @param source the partition's id in the database
 * @param epoch the claim's number
 * @param next the first offset that is not recorded yet
 */
public record Claim(int source, String topic, int partition, long epoch, long next) {}
