package io.breakwater.domain.routing;

import java.time.Duration;

/**
 * Which work items are one: open ones with the same key that were raised within the window of each
 * other. The one that was opened first takes the others in.
 *
 * @param key 32 lower-case hex digits: a hash of the branch and of what it compares
 * @param window in event time
 */
public record Sameness(String key, Duration window) {}
