package io.breakwater.domain.event;

import io.breakwater.domain.trace.TraceContext;
import java.util.Map;

/**
 * A record that could not become an exception event (topic {@code dead-letters}), with everything
 * that is needed to correct and replay it.
 *
 * @param code a stable reason code, e.g. {@code not-json}, {@code not-a-cloudevent}, {@code
 *     missing-field}
 * @param reason a sentence that names the field, the value and the remedy
 * @param field null, or the field at fault
 * @param origin where the raw record stood
 * @param payload the raw bytes as UTF-8 text, or base64 when {@code base64} is true
 * @param headers the raw record's headers as text
 */
public record DeadLetter(
    String code,
    String reason,
    String field,
    Origin origin,
    TraceContext trace,
    String payload,
    boolean base64,
    Map<String, String> headers) {}
