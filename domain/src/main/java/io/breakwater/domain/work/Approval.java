package io.breakwater.domain.work;

import java.time.Instant;

/**
 * A request that a second person must approve.
 *
 * @param id deterministic, of the item and the request's place in its history
 * @param operation what happens once it is approved
 * @param rule the policy's rule that wants it
 * @param requestedBy who may not approve it
 * @param expiresAt wall clock
 */
public record Approval(
    String id,
    Operation operation,
    String rule,
    String requestedBy,
    Instant requestedAt,
    Instant expiresAt) {}
