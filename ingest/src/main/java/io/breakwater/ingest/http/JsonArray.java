package io.breakwater.ingest.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts a JSON array into the bytes of its elements, exactly as they were sent. */
final class JsonArray {
  private static final JsonFactory JSON = new JsonFactory();

  private JsonArray() {}

  /** Whether the first character that is not white space opens an array. */
  static boolean opens(byte[] json) {
    for (byte b : json) {
      if (b != ' ' && b != '\t' && b != '\n' && b != '\r') {
        return b == '[';
      }
    }
    return false;
  }

  /**
   * The elements' bytes, in order.
   *
   * @throws IOException if this is not one JSON array in UTF-8
   * @throws TooManyException if it has more than {@code most} elements
   */
  static List<byte[]> elements(byte[] json, int most) throws IOException {
    List<byte[]> elements = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw new IOException("not a JSON array");
      }
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (elements.size() == most) {
          throw new TooManyException();
        }
        long start = parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        long end = parser.currentLocation().getByteOffset();
        if (start < 0 || end < 0) {
          throw new IOException("not UTF-8");
        }
        elements.add(Arrays.copyOfRange(json, (int) start, (int) end));
      }
      if (parser.nextToken() != null) {
        throw new IOException("text after the array");
      }
    }
    return elements;
  }

  /** More elements than a request may have. */
  static final class TooManyException extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
