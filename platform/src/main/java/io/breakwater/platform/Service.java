package io.breakwater.platform;

import akka.Done;
import akka.http.javadsl.server.Route;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** One running service module: what the wiring needs of it, and no more. */
public interface Service {

  /** The module's name, as in the folder tree. */
  String name();

  /** The module's part of {@code /api/v1}. */
  Route routes();

  /** Why this service is not ready yet, as a sentence; empty when it is. */
  Optional<String> notReady();

  /** Stops taking new work, lets what is under way finish and releases everything. */
  CompletionStage<Done> stop();
}
