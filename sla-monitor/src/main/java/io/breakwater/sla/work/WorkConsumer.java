package io.breakwater.sla.work;

import akka.Done;
import akka.NotUsed;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.AskPattern;
import akka.japi.Pair;
import akka.kafka.ConsumerSettings;
import akka.kafka.Subscriptions;
import akka.kafka.javadsl.Consumer;
import akka.pattern.StatusReply;
import akka.stream.KillSwitches;
import akka.stream.RestartSettings;
import akka.stream.UniqueKillSwitch;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.RestartSource;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import io.breakwater.platform.ServiceContext;
import io.breakwater.platform.kafka.GroupMembership;
import io.breakwater.sla.SlaMetrics;
import io.breakwater.sla.clocks.ClockOwner;
import io.breakwater.sla.clocks.ClockSettings;
import io.breakwater.sla.store.Partitions;
import io.breakwater.sla.store.Partitions.Claim;
import io.breakwater.sla.work.WorkDecoder.Decoded;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads topic {@code work}: for each partition that the group gives us, claims it in the database
 * and feeds an owner from the offset that stands there. When anything fails, everything starts anew
 * from the database.
 */
public final class WorkConsumer {
  private static final int MOST_PARTITIONS = 1024;
  private static final Duration STORE_TIMEOUT = Duration.ofSeconds(60);
  private static final String DISPATCHER = "breakwater.sla.dispatcher";

  private final ActorSystem<?> system;
  private final ServiceContext context;
  private final ConsumerSettings<String, byte[]> consumerSettings;
  private final ClockSettings clockSettings;
  private final SlaMetrics metrics;
  private final Runnable onNotifications;
  private final Executor blocking;
  private final Map<Integer, Claim> claims = new ConcurrentHashMap<>();
  private final AtomicLong owners = new AtomicLong();
  private final GroupMembership group = new GroupMembership();
  private final AtomicReference<Consumer.Control> control = new AtomicReference<>();
  private final UniqueKillSwitch running;
  private final CompletionStage<Done> ended;

  /** Starts reading. */
  public WorkConsumer(
      ActorSystem<?> system,
      WorkConsumerSettings settings,
      ClockSettings clockSettings,
      ServiceContext context,
      SlaMetrics metrics,
      Runnable onNotifications) {
    this.system = system;
    this.context = context;
    this.consumerSettings = consumer(system, settings, context.kafka().bootstrapServers());
    this.clockSettings = clockSettings;
    this.metrics = metrics;
    this.onNotifications = onNotifications;
    this.blocking = system.dispatchers().lookup(DispatcherSelector.fromConfig(DISPATCHER));
    Pair<UniqueKillSwitch, CompletionStage<Done>> started =
        RestartSource.withBackoff(
                RestartSettings.create(settings.minBackoff(), settings.maxBackoff(), 0.2),
                this::partitions)
            .viaMat(KillSwitches.single(), Keep.right())
            .toMat(Sink.ignore(), Keep.both())
            .run(system);
    this.running = started.first();
    this.ended = started.second();
  }

  /** Whether the group has shared out the partitions; other nodes may have got all of them. */
  public boolean joined() {
    return group.joined();
  }

  /** Stops reading; completes when the group knows. */
  public CompletionStage<Done> stop() {
    running.shutdown();
    Consumer.Control current = control.get();
    return current == null
        ? ended
        : current.shutdown().thenCompose(done -> ended).exceptionally(e -> Done.getInstance());
  }

  private Source<Done, ?> partitions() {
    return Consumer.plainPartitionedManualOffsetSource(
            consumerSettings,
            Subscriptions.topics(context.kafka().topics().work())
                .withPartitionAssignmentHandler(group),
            this::claim,
            revoked -> {})
        .mapMaterializedValue(
            consuming -> {
              control.set(consuming);
              return NotUsed.getInstance();
            })
        .mapAsyncUnordered(MOST_PARTITIONS, pair -> own(pair.first().partition(), pair.second()));
  }

  private CompletionStage<Map<TopicPartition, Object>> claim(Set<TopicPartition> assigned) {
    return CompletableFuture.supplyAsync(
        () -> {
          Map<TopicPartition, Object> offsets = new HashMap<>();
          for (TopicPartition partition : assigned) {
            Claim claim = claimed(partition.partition());
            claims.put(partition.partition(), claim);
            offsets.put(partition, claim.next());
          }
          return offsets;
        },
        blocking);
  }

  private Claim claimed(int partition) {
    try {
      return Partitions.claim(context.db(), partition);
    } catch (SQLException e) {
      throw new CompletionException(e);
    }
  }

  private CompletionStage<Done> own(
      int partition, Source<ConsumerRecord<String, byte[]>, NotUsed> records) {
    CompletableFuture<Done> failed = new CompletableFuture<>();
    ActorRef<ClockOwner.Command> owner =
        system.systemActorOf(
            ClockOwner.create(
                new ClockOwner.Needs(
                    clockSettings,
                    context,
                    metrics,
                    onNotifications,
                    failed::completeExceptionally),
                claims.get(partition)),
            "clock-owner-" + partition + "-" + owners.incrementAndGet(),
            DispatcherSelector.fromConfig(DISPATCHER));
    CompletionStage<Done> read =
        records
            .map(WorkDecoder::decode)
            .batch(clockSettings.batch(), WorkConsumer::first, WorkConsumer::append)
            .mapAsync(
                1,
                batch ->
                    AskPattern.askWithStatus(
                        owner,
                        (ActorRef<StatusReply<Done>> replyTo) ->
                            new ClockOwner.Take(batch, replyTo),
                        STORE_TIMEOUT,
                        system.scheduler()))
            .runWith(Sink.ignore(), system);
    return failed
        .applyToEither(read, done -> done)
        .whenComplete((done, failure) -> owner.tell(ClockOwner.Stop.NOW));
  }

  private static List<Decoded> first(Decoded record) {
    List<Decoded> batch = new ArrayList<>();
    batch.add(record);
    return batch;
  }

  private static List<Decoded> append(List<Decoded> batch, Decoded record) {
    batch.add(record);
    return batch;
  }

  private static ConsumerSettings<String, byte[]> consumer(
      ActorSystem<?> system, WorkConsumerSettings settings, String bootstrapServers) {
    ConsumerSettings<String, byte[]> consumer =
        ConsumerSettings.create(
                Adapter.toClassic(system), new StringDeserializer(), new ByteArrayDeserializer())
            .withBootstrapServers(bootstrapServers)
            .withGroupId(settings.groupId())
            .withProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest")
            .withProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false")
            .withProperty(
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                Long.toString(settings.sessionTimeout().toMillis()))
            .withProperty(
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                Long.toString(settings.sessionTimeout().toMillis() / 3))
            .withPollInterval(Duration.ofMillis(5))
            .withStopTimeout(Duration.ZERO);
    return settings.instanceId().isEmpty()
        ? consumer
        : consumer.withProperty(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, settings.instanceId());
  }
}
