package io.breakwater.audit.verify;

/**
 * The first thing found wrong.
 *
 * @param batch the batch it is in; null if it cannot be told
 * @param code stable: {@code batch-missing}, {@code chain-broken}, {@code fact-changed}, {@code
 *     header-changed}, {@code range-broken}, {@code tail-missing}, {@code fact-stray}, {@code
 *     head-unknown}, {@code record-changed}, {@code record-missing}, {@code record-unknown}
 * @param detail a sentence that says what was expected and what was found
 */
public record Fault(Long batch, String code, String detail) {}
