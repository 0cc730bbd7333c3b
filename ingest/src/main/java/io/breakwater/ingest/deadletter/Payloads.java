package io.breakwater.ingest.deadletter;

import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.breakwater.domain.json.Json;

/** How payloads and corrections are read as trees: every digit of a number stays as it is. */
final class Payloads {
  private Payloads() {}

  static final JsonMapper MAPPER =
      Json.mapper()
          .rebuild()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          // Written out, 1e999999 would have a megabyte.
          .disable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();
}
