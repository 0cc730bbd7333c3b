package io.breakwater.domain.event;

import java.util.Map;

/**
 * Counters of one job since its data directory was made (topic {@code counts}, key {@code job}).
 * They live in the job's checkpointed state, so a restart does not count twice.
 *
 * @param job e.g. {@code scoring}
 * @param counts for {@code scoring}: {@code received}, {@code invalid}, {@code duplicate}, {@code
 *     scored} (received = invalid + duplicate + scored once nothing is in flight), and {@code
 *     invalid.CODE} per dead-letter code. For {@code correlation}: {@code received}, {@code
 *     invalid}, {@code members} (an exception may be a member of several rules), {@code duplicate},
 *     {@code late}, {@code failed} and {@code failed.RULE}, and {@code opened}, {@code grew},
 *     {@code revised}, {@code merged}, {@code closed}
 */
public record JobCounts(String job, Map<String, Long> counts) {}
