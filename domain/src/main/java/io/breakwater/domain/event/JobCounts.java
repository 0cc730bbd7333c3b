package io.breakwater.domain.event;

import java.util.Map;

/**
 * Counters of one job since its data directory was made (topic {@code counts}, key {@code job}).
 * They live in the job's checkpointed state, so a restart does not count twice.
 *
 * @param job e.g. {@code scoring}
 * @param counts for {@code scoring}: {@code received}, {@code invalid}, {@code duplicate}, {@code
 *     scored} (received = invalid + duplicate + scored once nothing is in flight), and {@code
 *     invalid.CODE} per dead-letter code
 */
public record JobCounts(String job, Map<String, Long> counts) {}
