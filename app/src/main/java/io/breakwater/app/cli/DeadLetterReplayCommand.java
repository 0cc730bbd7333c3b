package io.breakwater.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.breakwater.app.client.ApiClient;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dead-letters replay}: one by its id, or all open ones of a filter. */
@Command(
    name = "replay",
    description = {
      "Correct refused records and send them again, in their original trace.",
      "Name one by its ID, or many by --code, --topic, --source, --from and --to. Exit 1 if any"
          + " would be refused again; such a one is not sent."
    })
public final class DeadLetterReplayCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", arity = "0..1", description = "Its id, as list prints it.")
  String id;

  @Mixin ServerOption server;
  @Mixin DeadLettersCommand.Filter filter;

  @Option(
      names = "--set",
      paramLabel = "FIELD=VALUE",
      description = {
        "Set a field of the payload by its dotted path: amount=12.50, attributes.market=XLON,"
            + " data.type=payment.rejected. A dot in a name is written \\.",
        "The value is text, except: amount takes a number, null takes the field away, and what"
            + " begins with a quotation mark, { or [ is JSON."
      })
  Map<String, String> set = new LinkedHashMap<>();

  @Option(
      names = "--header",
      paramLabel = "NAME=VALUE",
      description = "Set a header of the record, e.g. content-type; without a value it goes away.")
  Map<String, String> headers = new LinkedHashMap<>();

  @Option(
      names = "--payload",
      paramLabel = "FILE",
      description = "The whole payload anew, for a record that is not JSON; --set comes after it.")
  Path payload;

  @Option(names = "--again", description = "Send it though it has been sent before.")
  boolean again;

  @Option(
      names = "--limit",
      description = "With a filter: the most to send, up to 500 (default: ${DEFAULT-VALUE}).")
  int limit = 100;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "Who sends it again; only where the server asks for no tokens (default: you).")
  String by;

  @Option(names = "--json", description = "Print the server's answer as it is.")
  boolean json;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    if ((id == null) == filter.isEmpty()) {
      throw CommandFailure.usage(
          "name one dead letter by its ID, or many by --code, --topic, --source, --from or --to");
    }
    ApiClient api = server.client();
    return id != null ? one(api) : many(api);
  }

  private int one(ApiClient api) {
    Map<String, Object> request = request();
    request.put("again", again);
    if (payload != null) {
      request.put("payload", Inputs.text(payload));
    }
    JsonNode sent = DeadLettersCommand.post(api, DeadLettersCommand.path(id) + "/replay", request);
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? sent.toPrettyString() : sentence(sent));
    out.flush();
    return 0;
  }

  private int many(ApiClient api) {
    if (payload != null || again) {
      throw CommandFailure.usage("--payload and --again are for one dead letter: name its ID");
    }
    Map<String, Object> request = request();
    request.put("filter", filter.query().with("limit", limit).toMap());
    JsonNode results = DeadLettersCommand.post(api, DeadLettersCommand.PATH + "/replay", request);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(results.toPrettyString());
    } else {
      results.path("results").forEach(result -> out.println(sentence(result)));
      out.printf(
          "%d sent again, %d refused%n",
          results.path("replayed").asInt(), results.path("refused").asInt());
    }
    out.flush();
    return results.path("refused").asInt() == 0 ? 0 : CommandFailure.PROBLEM;
  }

  private Map<String, Object> request() {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("by", by);
    Map<String, JsonNode> fields = new LinkedHashMap<>();
    set.forEach((field, value) -> fields.put(field, FieldValue.of(field, value)));
    request.put("set", fields);
    Map<String, JsonNode> changed = new LinkedHashMap<>();
    headers.forEach(
        (name, value) ->
            changed.put(name, value.isEmpty() ? NullNode.getInstance() : new TextNode(value)));
    request.put("headers", changed);
    return request;
  }

  private static String sentence(JsonNode result) {
    String id = result.path("id").asText();
    return result.path("status").asText().equals("replayed")
        ? "%s is sent again as %s-%s@%s, trace %s"
            .formatted(
                id,
                result.path("topic").asText(),
                result.path("partition").asText(),
                result.path("offset").asText(),
                result.path("trace_id").asText())
        : "%s is refused: %s".formatted(id, result.path("reason").asText());
  }
}
