package io.breakwater.domain.work;

/**
 * What makes an operation the same one when it is asked for again.
 *
 * @param key what the asker sent as {@code Idempotency-Key}
 * @param digest of the operation, its fields and who asked: the same key for something else is a
 *     mistake
 */
public record Request(String key, String digest) {}
