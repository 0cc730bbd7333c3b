package io.breakwater.app.node;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.Behaviors;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.server.Route;
import io.breakwater.app.flow.FlowReader;
import io.breakwater.app.membership.ClusterMetrics;
import io.breakwater.app.membership.DatabaseClaim;
import io.breakwater.app.membership.Membership;
import io.breakwater.flink.Jobs;
import io.breakwater.flink.job.Job;
import io.breakwater.platform.Service;
import io.breakwater.platform.access.AccessSettings;
import io.breakwater.platform.access.SignIn;
import io.breakwater.platform.http.Problems;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running process of actor services: the actor system, the services and the HTTP server. */
public final class Node implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Node.class);
  private static final Duration STOP = Duration.ofSeconds(15);
  private static final Duration STOP_HTTP = Duration.ofSeconds(2);
  private static final Duration LOOK_AFTER_CLAIM = Duration.ofSeconds(5);

  private final ActorSystem<Void> system;
  private final List<Service> services = new ArrayList<>();
  private final List<Probe> probes = new ArrayList<>();
  private final Duration drain;
  private final Membership cluster;
  private DatabaseClaim claim;
  private ClusterMetrics metrics;
  private Modules modules;
  private ServerBinding http;
  private volatile boolean stopping;

  private Node(NodeSettings settings) {
    system = ActorSystem.create(Behaviors.empty(), "breakwater", settings.config());
    drain = settings.drain();
    cluster = new Membership(system, settings.cluster());
    probes.add(Probe.of("node", () -> Optional.of("This node stops.").filter(why -> stopping)));
    probes.add(Probe.of("cluster", cluster::notUp));
  }

  /**
   * Starts everything and returns when the HTTP server listens; {@code /readyz} says when the
   * services are ready.
   *
   * @param further probes beside those of Kafka, PostgreSQL and the services
   * @param metrics Prometheus text beside that of this process's own telemetry
   * @param flinkRest where Flink answers; empty while that is not known
   * @throws IllegalStateException with one sentence, when something does not start
   */
  public static Node start(
      NodeSettings settings,
      Connections connections,
      List<Probe> further,
      Supplier<String> metrics,
      Supplier<Optional<URI>> flinkRest) {
    Node node = new Node(settings);
    try {
      node.cluster.join();
      node.claim(connections.context().db());
      node.metrics = new ClusterMetrics(connections.telemetry().api(), node.cluster::view);
      node.modules =
          Modules.start(node.system, settings.config(), connections.context(), node.services::add);
      node.probes.add(Probes.kafka(connections.admin()));
      node.probes.add(Probes.postgres(connections.context().db()));
      node.services.forEach(service -> node.probes.add(Probes.service(service)));
      settings.flinkRest().ifPresent(rest -> node.probes.add(Probes.flink(rest)));
      node.probes.addAll(further);
      node.bind(settings, connections, metrics, flinkRest);
      return node;
    } catch (RuntimeException e) {
      node.close();
      throw e;
    }
  }

  /** The port of the HTTP server. */
  public int httpPort() {
    return http.localAddress().getPort();
  }

  /** What is not ready yet, as {@code NAME: sentence}. */
  public List<String> notReady() {
    return probes.stream()
        .flatMap(probe -> probe.notReady().map(why -> probe.name() + ": " + why).stream())
        .toList();
  }

  /**
   * Completes when the actor system has ended, by itself too: a node that the others could not
   * reach for long is no longer one of them and ends, so that it can be started anew.
   */
  public CompletionStage<?> whenEnded() {
    return system.getWhenTerminated();
  }

  /**
   * Says that it is not ready and serves on for a while; then stops serving, and the services in
   * the reverse order of their start. Last it leaves the cluster, and hands over what it has there.
   */
  @Override
  public void close() {
    stopping = true;
    if (!system.whenTerminated().isCompleted()) {
      stop();
    }
    if (metrics != null) {
      metrics.close();
    }
    if (claim != null) {
      claim.close();
    }
  }

  private void stop() {
    if (http != null) {
      pause(drain);
      await("the HTTP server", () -> http.terminate(STOP_HTTP));
    }
    List<Service> reversed = new ArrayList<>(services);
    Collections.reverse(reversed);
    for (Service service : reversed) {
      await(service.name(), service::stop);
    }
    system.terminate();
    await("the actor system", system::getWhenTerminated);
  }

  /** Looks after the claim from now on: a database that restarts lets go of it. */
  private void claim(DataSource db) {
    claim = DatabaseClaim.of(db, cluster);
    system
        .scheduler()
        .scheduleWithFixedDelay(
            LOOK_AFTER_CLAIM,
            LOOK_AFTER_CLAIM,
            () -> {
              if (!stopping && !claim.keep()) {
                LOG.error("another cluster works on this node's database: this node ends");
                system.terminate();
              }
            },
            system.dispatchers().lookup(DispatcherSelector.blocking()));
  }

  private void bind(
      NodeSettings settings,
      Connections connections,
      Supplier<String> metrics,
      Supplier<Optional<URI>> flinkRest) {
    Executor blocking = system.dispatchers().lookup(DispatcherSelector.blocking());
    Supplier<String> text = () -> connections.telemetry().text() + metrics.get();
    FlowReader flow =
        new FlowReader(
            flinkRest,
            Jobs.STANDING.stream().map(Job::name).toList(),
            connections.admin(),
            settings.kafka().topics(),
            cluster::view,
            connections.context().clock());
    SignIn signIn =
        AccessSettings.from(settings.config())
            .signIn(
                settings.httpHost(),
                System.getProperty("user.name"),
                connections.context().clock());
    Route routes =
        new NodeRoutes(
                settings.roles(), modules, probes, connections, text, flow::now, signIn, blocking)
            .routes();
    try {
      http =
          Http.get(system)
              .newServerAt(settings.httpHost(), settings.httpPort())
              .bind(Problems.handled(() -> routes))
              .toCompletableFuture()
              .join();
    } catch (CompletionException e) {
      throw new IllegalStateException(
          "cannot listen on %s:%d: %s. Stop what listens there or choose another port."
              .formatted(settings.httpHost(), settings.httpPort(), rootCause(e).getMessage()),
          e);
    }
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Throwable rootCause(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  /** One part that does not stop must not keep the others from stopping. */
  private static void await(String part, Supplier<? extends CompletionStage<?>> stop) {
    try {
      stop.get().toCompletableFuture().orTimeout(STOP.toMillis(), TimeUnit.MILLISECONDS).join();
    } catch (RuntimeException e) {
      LOG.warn("{} did not stop cleanly: {}", part, e.toString());
    }
  }
}
