package io.breakwater.platform.policy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Who published a version, why and when: the headers of its record on topic {@code policy}.
 *
 * @param by null if nobody said
 * @param comment null if nobody said
 */
public record Publication(String by, String comment, Instant at) {

  private static final String BY = "breakwater-by";
  private static final String COMMENT = "breakwater-comment";

  static List<Header> headers(String by, String comment) {
    List<Header> headers = new ArrayList<>(2);
    add(headers, BY, by);
    add(headers, COMMENT, comment);
    return headers;
  }

  static Publication of(ConsumerRecord<String, byte[]> version) {
    return new Publication(
        text(version, BY), text(version, COMMENT), Instant.ofEpochMilli(version.timestamp()));
  }

  private static void add(List<Header> headers, String name, String text) {
    if (text != null) {
      headers.add(new RecordHeader(name, text.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static String text(ConsumerRecord<String, byte[]> version, String name) {
    Header header = version.headers().lastHeader(name);
    return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
  }
}
