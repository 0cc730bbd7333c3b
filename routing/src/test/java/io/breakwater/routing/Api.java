package io.breakwater.routing;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import akka.japi.function.Function;
import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.domain.json.Json;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** A node's HTTP API without a port. */
final class Api {
  private final ActorSystem<?> system;
  private final Function<HttpRequest, CompletionStage<HttpResponse>> routes;

  Api(Node node) {
    this(node, Asker.ANYBODY);
  }

  /** As somebody. */
  Api(Node node, Asker asker) {
    this.system = node.system();
    this.routes = asker.asks(() -> node.routing().routes()).function(system);
  }

  /** An answer. */
  record Answer(int status, JsonNode body) {}

  Answer get(String path) throws Exception {
    return wait(send(HttpRequest.GET(path)));
  }

  /** {@code json} with single quotes. */
  Answer post(String path, String json) throws Exception {
    return post(path, json, Map.of());
  }

  Answer post(String path, String json, Map<String, String> headers) throws Exception {
    return wait(ask(path, json, headers));
  }

  /** Sends it and does not wait. */
  CompletionStage<Answer> ask(String path, String json, Map<String, String> headers) {
    HttpRequest request =
        HttpRequest.POST(path).withEntity(ContentTypes.APPLICATION_JSON, json.replace('\'', '"'));
    for (Map.Entry<String, String> header : headers.entrySet()) {
      request = request.addHeader(RawHeader.create(header.getKey(), header.getValue()));
    }
    return send(request);
  }

  private CompletionStage<Answer> send(HttpRequest request) {
    try {
      return routes
          .apply(request)
          .thenCompose(
              response ->
                  response
                      .entity()
                      .toStrict(20_000, system)
                      .thenApply(
                          body ->
                              new Answer(
                                  response.status().intValue(),
                                  Json.read(body.getData().toArray(), JsonNode.class))));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static Answer wait(CompletionStage<Answer> answer) throws Exception {
    return answer.toCompletableFuture().get(30, TimeUnit.SECONDS);
  }
}
