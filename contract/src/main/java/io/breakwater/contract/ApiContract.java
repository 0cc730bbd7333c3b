package io.breakwater.contract;

import static akka.http.javadsl.server.Directives.extractRequest;
import static akka.http.javadsl.server.Directives.mapResponse;

import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.server.Route;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What an OpenAPI 3.1 document says of answers: which status, which media type, and a body that its
 * schema accepts and that has no field which the schema does not name.
 */
public final class ApiContract {
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(VersionFlag.V202012);

  private final JsonNode document;
  private final String prefix;

  private ApiContract(JsonNode document, String prefix) {
    this.document = document;
    this.prefix = prefix;
  }

  /** The contract of a document, as nested maps. */
  public static ApiContract of(Map<String, Object> document) {
    JsonNode tree = new ObjectMapper().valueToTree(document);
    ClosedSchemas.close(tree);
    return new ApiContract(tree, "");
  }

  /** The same for routes that are mounted below a path, e.g. {@code /api/v1}. */
  public ApiContract below(String path) {
    return new ApiContract(document, path);
  }

  /**
   * The same routes, which answer 500 and what is wrong where they would break the contract. Bodies
   * that are streamed are not looked at, only their type.
   */
  public Route checked(Supplier<Route> routes) {
    return extractRequest(request -> mapResponse(response -> checked(request, response), routes));
  }

  private HttpResponse checked(HttpRequest request, HttpResponse response) {
    List<String> faults =
        faults(
            request.method().value(),
            prefix + request.getUri().path(),
            response.status().intValue(),
            mediaType(response),
            response.entity() instanceof HttpEntity.Strict strict
                ? Optional.of(strict.getData().toArray())
                : Optional.empty());
    return faults.isEmpty()
        ? response
        : HttpResponse.create()
            .withStatus(StatusCodes.INTERNAL_SERVER_ERROR)
            .withEntity("breaks its OpenAPI document: " + String.join("; ", faults));
  }

  private static String mediaType(HttpResponse response) {
    return response.entity().getContentType().mediaType().toString();
  }

  /**
   * What is wrong with an answer; empty if nothing is.
   *
   * @param path as it was asked for, without its query
   * @param mediaType without its parameters
   * @param body empty if it is not to be looked at
   */
  public List<String> faults(
      String method, String path, int status, String mediaType, Optional<byte[]> body) {
    String asked = "%s %s -> %d".formatted(method, path, status);
    Optional<JsonNode> described = responses(method, path);
    if (described.isEmpty()) {
      // A path or a method that is not described is refused, as a problem.
      boolean refused = status == 404 || status == 405;
      return refused ? List.of() : List.of(asked + ": the operation is not described");
    }
    JsonNode response = resolved(described.get().path(Integer.toString(status)));
    if (response.isMissingNode()) {
      return List.of(asked + ": the status is not described");
    }
    if (!response.has("content")) {
      return body.isEmpty() || body.get().length == 0
          ? List.of()
          : List.of(asked + ": no body is described");
    }
    JsonNode content = response.path("content").path(mediaType);
    if (content.isMissingNode()) {
      return List.of("%s: %s is not described".formatted(asked, mediaType));
    }
    return body.filter(bytes -> mediaType.endsWith("json"))
        .map(bytes -> faults(content.path("schema"), bytes, asked))
        .orElse(List.of());
  }

  private List<String> faults(JsonNode schema, byte[] body, String asked) {
    if (schema.isMissingNode()) {
      return List.of(asked + ": the body has no schema");
    }
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("$ref", "#/answer");
    root.set("answer", schema);
    root.set("components", document.path("components"));
    return SCHEMAS
        .getSchema(root)
        .validate(new String(body, StandardCharsets.UTF_8), InputFormat.JSON)
        .stream()
        .map(fault -> asked + ": " + fault)
        .toList();
  }

  /** The responses of an operation; of {@code bulk} and {@code {id}}, the first is meant. */
  private Optional<JsonNode> responses(String method, String path) {
    return document
        .path("paths")
        .propertyStream()
        .filter(entry -> PathTemplate.matches(entry.getKey(), path))
        .filter(entry -> entry.getValue().has(method.toLowerCase(Locale.ROOT)))
        .min(Comparator.comparing(entry -> PathTemplate.specificity(entry.getKey())))
        .map(entry -> entry.getValue().path(method.toLowerCase(Locale.ROOT)).path("responses"));
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
  }
}
