package io.breakwater.app.node;

import static akka.http.javadsl.server.Directives.complete;
import static akka.http.javadsl.server.Directives.completeOKWithFuture;
import static akka.http.javadsl.server.Directives.concat;
import static akka.http.javadsl.server.Directives.get;
import static akka.http.javadsl.server.Directives.path;
import static akka.http.javadsl.server.Directives.pathPrefix;
import static akka.http.javadsl.server.Directives.reject;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.server.PathMatchers;
import akka.http.javadsl.server.Route;
import io.breakwater.app.flow.Flow;
import io.breakwater.app.policy.ExplainRoutes;
import io.breakwater.app.policy.OnCallRoutes;
import io.breakwater.console.ConsoleFiles;
import io.breakwater.platform.Role;
import io.breakwater.platform.ServiceContext;
import io.breakwater.platform.http.JsonBody;
import io.breakwater.platform.policy.PolicyRoutes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Everything that the one port answers. */
final class NodeRoutes {
  private final Set<Role> roles;
  private final Modules modules;
  private final List<Probe> probes;
  private final Connections connections;
  private final Supplier<String> metrics;
  private final Supplier<Flow> flow;
  private final Executor blocking;

  NodeRoutes(
      Set<Role> roles,
      Modules modules,
      List<Probe> probes,
      Connections connections,
      Supplier<String> metrics,
      Supplier<Flow> flow,
      Executor blocking) {
    this.roles = roles;
    this.modules = modules;
    this.probes = probes;
    this.connections = connections;
    this.metrics = metrics;
    this.flow = flow;
    this.blocking = blocking;
  }

  /** Every node says how it is; what else it answers is a matter of its roles. */
  Route routes() {
    Route health = new HealthRoutes(probes, metrics, blocking).routes();
    if (roles.contains(Role.HTTP)) {
      return concat(health, all().toArray(Route[]::new));
    }
    return roles.contains(Role.INGEST) ? concat(health, api(modules.ingest().routes())) : health;
  }

  private List<Route> all() {
    ServiceContext context = connections.context();
    List<Route> parts = new ArrayList<>();
    parts.add(stats());
    parts.add(flow());
    modules.all().forEach(service -> parts.add(service.routes()));
    return List.of(
        new PolicyRoutes(connections.versions(), blocking).routes(),
        new OnCallRoutes(context.policies(), context.clock()).routes(),
        new ExplainRoutes(context.policies(), context.clock(), blocking).routes(),
        api(concat(reject(), parts.toArray(Route[]::new))),
        openApi(),
        console());
  }

  private static Route api(Route routes) {
    return pathPrefix(PathMatchers.segment("api").slash("v1"), () -> routes);
  }

  private Route stats() {
    return path(
        "stats",
        () ->
            get(
                () ->
                    completeOKWithFuture(
                        Stats.read(connections.counts(), modules), JsonBody.out())));
  }

  private Route flow() {
    return path(
        "flow",
        () ->
            get(
                () ->
                    completeOKWithFuture(
                        CompletableFuture.supplyAsync(flow, blocking), JsonBody.out())));
  }

  private static Route console() {
    return get(
        () ->
            path(
                PathMatchers.remaining(),
                file -> ConsoleFiles.find(file).map(NodeRoutes::file).orElseGet(() -> reject())));
  }

  private static Route file(ConsoleFiles.File file) {
    List<HttpHeader> headers = new ArrayList<>();
    ConsoleFiles.headers().forEach((name, value) -> headers.add(RawHeader.create(name, value)));
    return complete(
        HttpResponse.create()
            .withHeaders(headers)
            .withEntity(HttpEntities.create(ContentTypes.parse(file.contentType()), file.body())));
  }

  private static Route openApi() {
    HttpEntity.Strict document =
        HttpEntities.create(
            MediaTypes.TEXT_PLAIN.toContentType(HttpCharsets.UTF_8), OpenApi.document());
    return path(
        "openapi.yaml", () -> get(() -> complete(HttpResponse.create().withEntity(document))));
  }
}
