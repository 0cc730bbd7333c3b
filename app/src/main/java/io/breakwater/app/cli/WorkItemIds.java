package io.breakwater.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.app.client.ApiClient;
import io.breakwater.app.client.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What people call a work item: its id, the beginning of it, or its exception's id. */
final class WorkItemIds {
  private WorkItemIds() {}

  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
  private static final int FEW = 100;

  /**
   * The id of the one item that is meant.
   *
   * @throws CommandFailure if it is none, or one of several
   */
  static String find(ApiClient api, String name) {
    if (ID.matcher(name).matches()) {
      return name;
    }
    JsonNode page =
        api.get(WorkCommand.PATH + new Query().with("q", name).with("limit", FEW)).path("items");
    List<String> meant = new ArrayList<>();
    for (JsonNode item : page) {
      String id = item.path("work_item_id").asText();
      if (id.startsWith(name) || item.path("exception_id").asText().equals(name)) {
        meant.add(id);
      }
    }
    if (meant.size() == 1) {
      return meant.get(0);
    }
    throw CommandFailure.problem(
        meant.isEmpty()
            ? "there is no work item " + name + ": work list -q finds them by a part of their names"
            : name + " means " + meant.size() + " work items: " + String.join(", ", meant));
  }
}
