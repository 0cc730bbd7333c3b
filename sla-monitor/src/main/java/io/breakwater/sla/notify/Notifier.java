package io.breakwater.sla.notify;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.Props;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.Behaviors;
import akka.http.javadsl.server.Route;
import io.breakwater.platform.NodeRole;
import io.breakwater.platform.ServiceContext;
import io.breakwater.sla.notify.live.LiveFeed;
import io.breakwater.sla.notify.live.LiveFeedTable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Sends the notifications that stand in table {@code sla.notifications} and records their outcomes.
 * Whoever decides a notification inserts it with {@link NotificationTable#insert} in the same
 * transaction and then calls {@link #wakeUp}.
 */
public final class Notifier {

  private final ActorSystem<?> system;
  private final NotifierSettings settings;
  private final ServiceContext context;
  private final Route routes;
  private final ActorRef<Sender.Command> sender;
  private final AtomicBoolean wakeUpOnItsWay;

  private Notifier(
      ActorSystem<?> system,
      NotifierSettings settings,
      ServiceContext context,
      Route routes,
      ActorRef<Sender.Command> sender,
      AtomicBoolean wakeUpOnItsWay) {
    this.system = system;
    this.settings = settings;
    this.context = context;
    this.routes = routes;
    this.sender = sender;
    this.wakeUpOnItsWay = wakeUpOnItsWay;
  }

  /**
   * Starts the sender, which only keeps the live feed up to date where others send, and the
   * recorder; the schema must be up to date.
   */
  public static Notifier start(
      ActorSystem<?> system, NotifierSettings settings, ServiceContext context)
      throws SQLException {
    Executor threads = system.dispatchers().lookup(DispatcherSelector.blocking());
    LiveFeed feed = new LiveFeed(new LiveFeedTable(context.db(), NotificationTable::read), threads);
    NotifierMetrics metrics =
        new NotifierMetrics(context.telemetry(), context.db(), context.clock());
    AtomicBoolean wakeUpOnItsWay = new AtomicBoolean();
    system
        .scheduler()
        .scheduleWithFixedDelay(
            Duration.ZERO,
            NotifierMetrics.SAMPLED_EVERY,
            metrics::sample,
            system.dispatchers().lookup(DispatcherSelector.blocking()));
    Props blocking = DispatcherSelector.blocking();
    boolean sends = context.plays(NodeRole.SLA);
    ActorRef<Sender.Command> sender =
        system.systemActorOf(
            supervised(Sender.create(sends, settings, context, feed, metrics, wakeUpOnItsWay)),
            "notification-sender",
            blocking);
    if (sends) {
      system.systemActorOf(
          supervised(Recorder.create(settings, context)), "notification-recorder", blocking);
    }
    Route routes =
        new NotificationRoutes(feed, new NotificationHistory(context.db()), threads).routes();
    return new Notifier(system, settings, context, routes, sender, wakeUpOnItsWay);
  }

  private static <T> Behavior<T> supervised(Behavior<T> behavior) {
    return Behaviors.supervise(behavior)
        .onFailure(
            SupervisorStrategy.restartWithBackoff(
                Duration.ofMillis(200), Duration.ofSeconds(10), 0.2));
  }

  /** Something may be due: do not wait for the next poll. Cheap, from any thread. */
  public void wakeUp() {
    if (wakeUpOnItsWay.compareAndSet(false, true)) {
      system
          .scheduler()
          .scheduleOnce(
              settings.pace(), () -> sender.tell(Sender.Look.NOW), system.executionContext());
    }
  }

  /** {@code /api/v1/notifications}. */
  public Route routes() {
    return routes;
  }

  /** Outcomes so far. */
  public NotificationStats stats() throws SQLException {
    return NotificationStats.read(context.db());
  }
}
