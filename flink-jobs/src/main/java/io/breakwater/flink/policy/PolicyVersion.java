package io.breakwater.flink.policy;

import java.io.Serializable;

/**
 * A record of topic {@code policy}.
 *
 * @param offset its offset, which orders the versions
 * @param yaml the policy as published
 */
public record PolicyVersion(long offset, String yaml) implements Serializable {}
