package io.breakwater.audit.fact;

import io.breakwater.domain.event.RawHeaders;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Kafka's headers as the event reader wants them. */
final class KafkaHeaders {
  private KafkaHeaders() {}

  static RawHeaders of(Headers headers) {
    Map<String, String> values = new LinkedHashMap<>();
    for (Header header : headers) {
      if (header.value() != null) {
        values.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
      }
    }
    return RawHeaders.of(values);
  }
}
