package io.breakwater.sla.outbox;

import io.breakwater.domain.trace.TraceContext;

/** A Kafka record to publish. */
public record OutboxRecord(String topic, String key, TraceContext trace, byte[] value) {}
