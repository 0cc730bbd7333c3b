package io.breakwater.platform.access;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.server.Route;
import io.breakwater.contract.ApiContract;
import io.breakwater.platform.http.ApiDocument;
import io.breakwater.platform.http.Problems;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Asks routes without a port; answers are held against the API's description. */
final class Http {
  private static final ActorTestKit KIT = ActorTestKit.create();
  static final ApiDocument DOCUMENT = ApiDocument.of(List.of("/openapi/platform.yaml"));
  private static final ApiContract CONTRACT = ApiContract.of(DOCUMENT.tree());

  private Http() {}

  /** An answer. */
  record Answer(int status, String body, HttpResponse response) {
    String header(String name) {
      return response.getHeader(name).orElseThrow().value();
    }
  }

  static Route checked(Supplier<Route> routes) {
    return CONTRACT.checked(() -> Problems.handled(routes));
  }

  static Answer ask(Route routes, HttpRequest request, Map<String, String> headers)
      throws Exception {
    HttpRequest asked = request;
    for (Map.Entry<String, String> header : headers.entrySet()) {
      asked = asked.addHeader(header(header.getKey(), header.getValue()));
    }
    HttpResponse response =
        routes.function(KIT.system()).apply(asked).toCompletableFuture().get(10, TimeUnit.SECONDS);
    String body =
        response
            .entity()
            .toStrict(5_000, KIT.system())
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS)
            .getData()
            .utf8String();
    return new Answer(response.status().intValue(), body, response);
  }

  /** As the server reads it. */
  private static akka.http.javadsl.model.HttpHeader header(String name, String value) {
    return name.equals("Cookie")
        ? akka.http.javadsl.model.HttpHeader.parse(name, value)
        : RawHeader.create(name, value);
  }
}
