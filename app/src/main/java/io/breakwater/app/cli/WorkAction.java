package io.breakwater.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.app.client.ApiClient;
import io.breakwater.domain.json.Json;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What the commands have in common that do something with work items. A command is called as the
 * API calls its operation; one item is asked alone, several in one request.
 */
abstract class WorkAction implements Callable<Integer> {
  @Mixin ServerOption server;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      defaultValue = "${env:BREAKWATER_OPERATOR}",
      description = "Who does it; only where the server asks for no tokens (default: you).")
  String by;

  @Option(
      names = "--expect",
      paramLabel = "VERSION",
      description = "Only if the item is still at this version.")
  Long expect;

  @Option(
      names = "--key",
      description = "An idempotency key: the same command with it again changes nothing.")
  String key;

  @Option(names = "--json", description = "Print the server's answer as it is.")
  boolean json;

  @Spec CommandSpec spec;

  /** What the person called the items. */
  abstract List<String> items();

  /** Puts the operation's own fields into the body. */
  void fields(ObjectNode body) {}

  @Override
  public Integer call() {
    ApiClient api = server.client();
    List<String> ids = items().stream().map(item -> WorkItemIds.find(api, item)).toList();
    return ids.size() == 1 ? one(api, ids.get(0)) : many(api, ids);
  }

  private int one(ApiClient api, String id) {
    return print(post(api, WorkCommand.PATH + "/" + id + "/" + spec.name(), body()));
  }

  final int print(JsonNode item) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? item.toPrettyString() : WorkText.line(item));
    out.flush();
    return 0;
  }

  final JsonNode post(ApiClient api, String path, ObjectNode body) {
    Map<String, String> headers = new HashMap<>();
    headers.put("Idempotency-Key", key);
    headers.put("If-Match", expect == null ? null : "\"" + expect + "\"");
    return api.post(path, body, headers);
  }

  final ObjectNode body() {
    ObjectNode body = Json.mapper().createObjectNode();
    if (by != null && !by.isBlank()) {
      body.put("by", by);
    }
    fields(body);
    return body;
  }

  private int many(ApiClient api, List<String> ids) {
    if (expect != null) {
      throw CommandFailure.usage(
          "--expect is the version of one item, and there are " + ids.size());
    }
    ObjectNode body = body().put("operation", spec.name());
    ArrayNode all = body.putArray("items");
    ids.forEach(all::add);
    JsonNode answer = post(api, WorkCommand.PATH + "/bulk", body);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(answer.toPrettyString());
    } else {
      for (JsonNode result : answer.path("results")) {
        out.println(
            result.has("item")
                ? WorkText.line(result.path("item"))
                : result.path("work_item_id").asText()
                    + ": "
                    + result.at("/problem/detail").asText());
      }
      out.printf("%s done, %s refused%n", answer.path("done"), answer.path("refused"));
    }
    out.flush();
    return answer.path("refused").asLong() == 0 ? 0 : CommandFailure.PROBLEM;
  }
}
