package io.breakwater.audit.ledger;

/**
 * What one batch took from one partition: every record with {@code from <= offset < to}.
 *
 * @param from where the batch before left off
 * @param count how many records that were; fewer than {@code to - from} where offsets hold no
 *     record (transaction markers, or deleted by retention before the ledger came)
 */
public record Range(String topic, int partition, long from, long to, int count) {}
