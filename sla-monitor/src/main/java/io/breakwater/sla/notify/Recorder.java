package io.breakwater.sla.notify;

import akka.Done;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.notification.Notification;
import io.breakwater.domain.trace.TraceContext;
import io.breakwater.platform.ServiceContext;
import io.breakwater.platform.sql.Transactions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Publishes outcomes to topic {@code notifications}, at least once: a record that was published
 * twice has the same id.
 */
final class Recorder {

  sealed interface Command {}

  private enum Look implements Command {
    NOW
  }

  private record Published(List<Notification> outcomes, Throwable failure) implements Command {}

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
    return Behaviors.receive(Command.class)
        .onMessageEquals(Look.NOW, this::onLook)
        .onMessage(Published.class, this::onPublished)
        .build();
  }

  private Behavior<Command> onLook() {
    try {
      List<Notification> outcomes =
          Transactions.run(context.db(), db -> NotificationTable.unrecorded(db, settings.batch()));
      if (outcomes.isEmpty()) {
        return again(settings.poll());
      }
      actor.pipeToSelf(publish(outcomes), (done, failure) -> new Published(outcomes, failure));
      return Behaviors.same();
    } catch (SQLException e) {
      actor.getLog().warn("outcomes wait for the database: {}", e.getMessage());
      return again(Duration.ofSeconds(1));
    }
  }

  private CompletionStage<Done> publish(List<Notification> outcomes) {
    CompletableFuture<?>[] sends =
        outcomes.stream().map(this::publish).toArray(CompletableFuture[]::new);
    return CompletableFuture.allOf(sends).thenApply(all -> Done.getInstance());
  }

  private CompletableFuture<?> publish(Notification n) {
    TraceContext trace = TraceContext.parse(n.traceparent()).orElseThrow();
    return context
        .kafka()
        .publisher()
        .publish(context.kafka().topics().notifications(), n.workItemId(), Json.bytes(n), trace)
        .toCompletableFuture();
  }

  private Behavior<Command> onPublished(Published published) {
    if (published.failure() != null) {
      actor.getLog().warn("outcomes wait for Kafka: {}", published.failure().getMessage());
      return again(Duration.ofSeconds(1));
    }
    try {
      Transactions.run(
          context.db(),
          db -> {
            NotificationTable.recorded(db, published.outcomes());
            return null;
          });
      boolean more = published.outcomes().size() == settings.batch();
      return again(more ? Duration.ZERO : settings.poll());
    } catch (SQLException e) {
      actor.getLog().warn("outcomes will be published again: {}", e.getMessage());
      return again(Duration.ofSeconds(1));
    }
  }

  private Behavior<Command> again(Duration pause) {
    actor.scheduleOnce(pause, actor.getSelf(), Look.NOW);
    return Behaviors.same();
  }
}
