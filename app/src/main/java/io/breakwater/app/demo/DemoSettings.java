package io.breakwater.app.demo;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a single process runs with.
 *
 * @param httpPort of API and console; 0 takes a free one, as for the others
 * @param policy the YAML text to publish unless it has been; without one, a directory that has no
 *     policy yet gets the demo's own
 * @param retroactive whether that policy may be in force from an instant in the past
 * @param rate events a second of the traffic generator; empty for no traffic
 * @param seed of the traffic generator
 */
public record DemoSettings(
    Path dataDir,
    int httpPort,
    int kafkaPort,
    int flinkPort,
    Optional<String> policy,
    boolean retroactive,
    OptionalDouble rate,
    long seed) {}
