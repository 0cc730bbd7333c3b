package io.breakwater.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.app.client.ApiClient;
import io.breakwater.app.client.Query;
import java.util.ArrayList;
import java.util.List;

/** Reads lists that the server gives page by page. */
final class Pages {
  private Pages() {}

  /** The first {@code most} rows of a list, {@code page} in a request. */
  static List<JsonNode> read(ApiClient api, String path, Query query, int page, int most) {
    if (most < 1) {
      throw CommandFailure.usage("--limit is " + most + "; it must be at least 1");
    }
    List<JsonNode> rows = new ArrayList<>();
    String cursor = null;
    do {
      query.with("limit", Math.min(page, most - rows.size())).with("cursor", cursor);
      JsonNode answer = api.get(path + query);
      answer.path("items").forEach(rows::add);
      cursor = answer.path("next_cursor").asText(null);
    } while (cursor != null && rows.size() < most);
    return rows;
  }
}
