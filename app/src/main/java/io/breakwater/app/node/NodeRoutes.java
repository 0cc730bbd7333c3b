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
import io.breakwater.app.policy.backtest.BacktestRoutes;
import io.breakwater.app.policy.backtest.Backtests;
import io.breakwater.app.policy.backtest.TopicHistory;
import io.breakwater.app.policy.lint.TrafficLintRoutes;
import io.breakwater.console.ConsoleFiles;
import io.breakwater.platform.NodeRole;
import io.breakwater.platform.Service;
import io.breakwater.platform.ServiceContext;
import io.breakwater.platform.access.Access;
import io.breakwater.platform.access.Guard;
import io.breakwater.platform.access.SessionRoutes;
import io.breakwater.platform.access.SignIn;
import io.breakwater.platform.http.ApiDocument;
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
  private final Set<NodeRole> roles;
  private final Modules modules;
  private final List<Probe> probes;
  private final Connections connections;
  private final Supplier<String> metrics;
  private final Supplier<Flow> flow;
  private final SignIn signIn;
  private final Executor blocking;

  NodeRoutes(
      Set<NodeRole> roles,
      Modules modules,
      List<Probe> probes,
      Connections connections,
      Supplier<String> metrics,
      Supplier<Flow> flow,
      SignIn signIn,
      Executor blocking) {
    this.roles = roles;
    this.modules = modules;
    this.probes = probes;
    this.connections = connections;
    this.metrics = metrics;
    this.flow = flow;
    this.signIn = signIn;
    this.blocking = blocking;
  }

  /**
   * What the API's description knows, to whoever may have it; and the console's files. Every node
   * says how it is; what else it answers is a matter of its roles.
   */
  Route routes() {
    ApiDocument document = OpenApi.document();
    boolean http = roles.contains(NodeRole.HTTP);
    Route described = http ? concat(openApi(document), api()) : few();
    Route guarded = new Guard(document, signIn).before(() -> described);
    return http ? concat(guarded, console()) : guarded;
  }

  private Route few() {
    Route health = new HealthRoutes(probes, metrics, blocking).routes();
    return roles.contains(NodeRole.INGEST)
        ? concat(health, api(modules.ingest().routes()))
        : health;
  }

  private Route[] api() {
    ServiceContext context = connections.context();
    List<Route> api = new ArrayList<>();
    api.add(new HealthRoutes(probes, metrics, blocking).routes());
    api.add(new SessionRoutes(signIn).routes());
    // Before the policies' own, where whatever follows /policies/ is a version's id.
    api.add(
        api(
            concat(
                concat(stats(), flow()),
                modules.all().stream().map(Service::routes).toArray(Route[]::new))));
    TopicHistory history =
        new TopicHistory(context.kafka().bootstrapServers(), context.kafka().topics());
    api.add(
        new BacktestRoutes(
                new Backtests(
                    Backtests.fitting(Runtime.getRuntime().maxMemory()),
                    history::read,
                    context.policies(),
                    context.clock(),
                    blocking),
                blocking)
            .routes());
    api.add(new TrafficLintRoutes(history::readNewest, blocking).routes());
    api.add(new PolicyRoutes(connections.versions(), blocking).routes());
    api.add(new OnCallRoutes(context.policies(), context.clock()).routes());
    api.add(new ExplainRoutes(context.policies(), context.clock(), blocking).routes());
    return api.toArray(Route[]::new);
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
                    Access.of(
                        access ->
                            completeOKWithFuture(
                                Stats.read(connections.counts(), modules)
                                    .thenApply(stats -> stats.of(access.desks())),
                                JsonBody.out()))));
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

  private static Route openApi(ApiDocument document) {
    HttpEntity.Strict yaml =
        HttpEntities.create(
            MediaTypes.TEXT_PLAIN.toContentType(HttpCharsets.UTF_8), document.yaml());
    return path("openapi.yaml", () -> get(() -> complete(HttpResponse.create().withEntity(yaml))));
  }
}
