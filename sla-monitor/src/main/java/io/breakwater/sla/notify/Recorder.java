package io.breakwater.sla.notify;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.notification.Notification;
import io.breakwater.domain.trace.TraceContext;
import io.breakwater.platform.ServiceContext;
import io.breakwater.platform.sql.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Publishes outcomes to topic {@code notifications}, at least once: a record that was published
 * twice has the same id. One node of a cluster at a time does it.
 */
final class Recorder {

  sealed interface Command {}

  private enum Look implements Command {
    NOW
  }

  /** Longer than the producer tries. */
  private static final Duration PUBLISH = Duration.ofMinutes(3);

  private final ActorContext<Command> actor;
  private final NotifierSettings settings;
  private final ServiceContext context;

  private Recorder(ActorContext<Command> actor, NotifierSettings settings, ServiceContext context) {
    this.actor = actor;
    this.settings = settings;
    this.context = context;
  }

  static Behavior<Command> create(NotifierSettings settings, ServiceContext context) {
    return Behaviors.setup(
        actor -> {
          actor.getSelf().tell(Look.NOW);
          return new Recorder(actor, settings, context).behavior();
        });
  }

  private Behavior<Command> behavior() {
    return Behaviors.receive(Command.class).onMessageEquals(Look.NOW, this::onLook).build();
  }

  private Behavior<Command> onLook() {
    try {
      int published = Transactions.run(context.db(), this::publish);
      return again(published == settings.batch() ? Duration.ZERO : settings.poll());
    } catch (SQLException | CompletionException e) {
      actor.getLog().warn("outcomes wait for the database or Kafka: {}", e.getMessage());
      return again(Duration.ofSeconds(1));
    }
  }

  /** Waits for Kafka with the lock in hand, but before it writes: that would hold back others. */
  private int publish(Connection db) throws SQLException {
    if (!NotificationTable.lockOutcomes(db)) {
      return 0;
    }
    List<Notification> outcomes = NotificationTable.unrecorded(db, settings.batch());
    if (!outcomes.isEmpty()) {
      CompletableFuture<?>[] sends =
          outcomes.stream().map(this::publish).toArray(CompletableFuture[]::new);
      CompletableFuture.allOf(sends).orTimeout(PUBLISH.toSeconds(), TimeUnit.SECONDS).join();
      NotificationTable.recorded(db, outcomes);
    }
    return outcomes.size();
  }

  private CompletableFuture<?> publish(Notification n) {
    TraceContext trace = TraceContext.parse(n.traceparent()).orElseThrow();
    return context
        .kafka()
        .publisher()
        .publish(context.kafka().topics().notifications(), n.workItemId(), Json.bytes(n), trace)
        .toCompletableFuture();
  }

  private Behavior<Command> again(Duration pause) {
    actor.scheduleOnce(pause, actor.getSelf(), Look.NOW);
    return Behaviors.same();
  }
}
