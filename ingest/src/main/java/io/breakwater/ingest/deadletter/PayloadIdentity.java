package io.breakwater.ingest.deadletter;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Map;

/**
 * Who a refused record seems to come from and what it is about, so that people can look for it.
 * Reads as far as the payload can be read: a record that was cut off has said its source by then.
 *
 * @param sourceId null if it does not say; a CloudEvent's {@code source} counts
 * @param exceptionId null if it does not say
 */
record PayloadIdentity(String sourceId, String exceptionId) {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int LONGEST = 128;

  /** What the record says of itself. */
  static PayloadIdentity of(byte[] payload, Map<String, String> headers) {
    Found found = new Found();
    try (JsonParser json = JSON.createParser(payload)) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        read(json, found, true);
      }
    } catch (IOException e) {
      // what was found until here has to do
    }
    String source = found.sourceId != null ? found.sourceId : found.source;
    return new PayloadIdentity(
        cut(source != null ? source : headers.get("ce_source")), cut(found.exceptionId));
  }

  private static final class Found {
    private String sourceId;
    private String exceptionId;
    private String source;
  }

  private static void read(JsonParser json, Found found, boolean envelope) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (value == JsonToken.START_OBJECT && envelope && name.equals("data")) {
        read(json, found, false);
      } else if (value != null && value.isScalarValue() && value != JsonToken.VALUE_NULL) {
        note(name, json.getText(), found);
      } else {
        json.skipChildren();
      }
    }
  }

  private static void note(String name, String value, Found found) {
    switch (name) {
      case "source_id" -> found.sourceId = value;
      case "exception_id" -> found.exceptionId = value;
      case "source" -> found.source = value;
      default -> {} // the rest does not tell who it is
    }
  }

  private static String cut(String text) {
    return text == null || text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }
}
