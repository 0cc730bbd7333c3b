package io.breakwater.domain.attribute;

import com.fasterxml.jackson.databind.ObjectWriter;
import java.util.Map;

/**
 * How the attributes of an event are written wherever the event is stored or published as JSON: on
 * topics, in the journal, in tables. A policy marks some attributes personal; a codec that protects
 * those is given to {@link StoredAttributes#use} at start, and no record changes for it.
 *
 * <p>Whoever writes for a reader who may see the values sets {@link #CLEAR} on the writer: {@code
 * mapper.writer().withAttribute(AttributeCodec.class, AttributeCodec.CLEAR)}; see {@link
 * #clear(ObjectWriter)}.
 *
 * <p>Implementations are thread-safe.
 */
public interface AttributeCodec {

  /** Writes values as they are. */
  AttributeCodec CLEAR =
      new AttributeCodec() {
        @Override
        public Map<String, String> encode(Map<String, String> attributes) {
          return attributes;
        }

        @Override
        public Map<String, String> decode(Map<String, String> stored) {
          return stored;
        }
      };

  /**
   * What is stored for these attributes: the same keys, so that a reader without the codec sees
   * what there is, and values that {@link #decode} can read without knowing anything else.
   */
  Map<String, String> encode(Map<String, String> attributes);

  /**
   * The attributes of what was stored, whether by {@link #encode} or in the clear by an older
   * version.
   */
  Map<String, String> decode(Map<String, String> stored);

  /** A writer that leaves the values readable. */
  static ObjectWriter clear(ObjectWriter writer) {
    return writer.withAttribute(AttributeCodec.class, CLEAR);
  }
}
