package io.breakwater.routing.incident;

import akka.http.javadsl.server.Route;
import io.breakwater.platform.NodeRole;
import io.breakwater.platform.ServiceContext;
import io.breakwater.platform.kafka.BatchReader;
import io.breakwater.platform.sql.Database;
import io.breakwater.routing.read.Blocking;
import java.util.Optional;

/**
 * The running part of routing that shows incidents. It only looks: what an incident does to work
 * items is intake's, in a consumer group of its own, so neither waits for the other.
 */
public final class IncidentService implements AutoCloseable {
  private final Optional<BatchReader> reader;
  private final Route routes;

  private IncidentService(Optional<BatchReader> reader, Route routes) {
    this.reader = reader;
    this.routes = routes;
  }

  /**
   * Migrates schema {@code incidents} and, on a node of role routing, starts to read topic {@code
   * incidents}.
   */
  public static IncidentService start(
      IncidentSettings settings, ServiceContext context, Blocking db) {
    Database.migrate(context.db(), "incidents");
    Optional<BatchReader> reader =
        context.plays(NodeRole.ROUTING) ? Optional.of(reader(settings, context)) : Optional.empty();
    return new IncidentService(reader, new IncidentRoutes(db).routes());
  }

  private static BatchReader reader(IncidentSettings settings, ServiceContext context) {
    return BatchReader.start(
        new BatchReader.Settings(
            context.kafka().bootstrapServers(),
            context.kafka().topics().incidents(),
            settings.groupId(),
            settings.batch(),
            settings.retryAfter()),
        new IncidentWriter(context.db()));
  }

  /** {@code /incidents}. */
  public Route routes() {
    return routes;
  }

  /** Why incidents are not being read, as a sentence; empty while they are. */
  public Optional<String> problem() {
    return reader.flatMap(BatchReader::problem);
  }

  @Override
  public void close() {
    reader.ifPresent(BatchReader::close);
  }
}
