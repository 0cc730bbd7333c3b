package io.breakwater.domain.work;

/**
 * What an item waits for.
 *
 * @param reason in words
 * @param pausesSla whether its clocks should stand still meanwhile
 */
public record WaitReason(String reason, boolean pausesSla) {}
