package io.breakwater.routing.intake;

import akka.Done;
import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.kafka.CommitterSettings;
import akka.kafka.ConsumerMessage.CommittableMessage;
import akka.kafka.ConsumerMessage.CommittableOffset;
import akka.kafka.ConsumerSettings;
import akka.kafka.Subscriptions;
import akka.kafka.javadsl.Committer;
import akka.kafka.javadsl.Consumer;
import akka.stream.KillSwitches;
import akka.stream.RestartSettings;
import akka.stream.SharedKillSwitch;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.RestartSource;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import io.breakwater.platform.ServiceContext;
import io.breakwater.platform.kafka.GroupMembership;
import io.breakwater.routing.RoutingSettings.IntakeSettings;
import io.breakwater.routing.read.Blocking;
import io.breakwater.routing.read.Duplicates;
import io.breakwater.routing.read.Duplicates.Duplicate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One topic's records to work items: each partition asks with bounded parallelism, in the order of
 * its records, and commits after the answers. Anything that fails starts again from the last
 * commit; what cannot be read goes to the dead letters and never blocks.
 */
public final class Intake {
  private static final Logger log = LoggerFactory.getLogger(Intake.class);
  private static final int MAX_PARTITIONS = 1024;
  private static final int COMMIT_BATCH = 1000;
  private static final Duration DRAIN = Duration.ofSeconds(5);
  private static final Duration COMMIT_INTERVAL = Duration.ofMillis(50);
  // Whoever takes a partition over reads again what was not committed.
  private static final Duration LONGEST_UNCOMMITTED = Duration.ofSeconds(1);

  private final ActorSystem<?> system;
  private final IntakeSettings settings;
  private final ServiceContext context;
  private final Records records;
  private final String groupId;
  private final Blocking db;
  private final AtomicReference<Consumer.Control> control =
      new AtomicReference<>(Consumer.createNoopControl());
  private final SharedKillSwitch end = KillSwitches.shared("breakwater-intake");
  private CompletionStage<Done> ended = CompletableFuture.completedFuture(Done.getInstance());
  private final GroupMembership group = new GroupMembership();
  private volatile String trouble;

  /** What one record became: its offset, and the duplicate to remember, if it was one. */
  private record Handled(CommittableOffset offset, Optional<Duplicate> duplicate) {}

  /**
   * Prepares intake.
   *
   * @param groupId the consumer group of this topic
   */
  public Intake(
      ActorSystem<?> system,
      IntakeSettings settings,
      ServiceContext context,
      Records records,
      String groupId,
      Blocking db) {
    this.system = system;
    this.settings = settings;
    this.context = context;
    this.records = records;
    this.groupId = groupId;
    this.db = db;
  }

  /** Starts to consume. */
  public void start() {
    RestartSettings restarts =
        RestartSettings.create(settings.minBackoff(), settings.maxBackoff(), 0.2);
    ended =
        RestartSource.onFailuresWithBackoff(restarts, this::partitions)
            .via(end.flow())
            .runWith(Sink.ignore(), system);
  }

  /** What keeps it from consuming; null while all is well. */
  public String trouble() {
    if (trouble != null || group.joined()) {
      return trouble;
    }
    return "Intake of " + records.topic() + " has not been given its partitions.";
  }

  /**
   * Stops consuming and lets the answers come that are out; what is not answered in time is
   * delivered again after the next start.
   */
  public CompletionStage<Done> stop() {
    // Between two attempts there is no consumer to drain, only the next attempt to prevent.
    system.scheduler().scheduleOnce(DRAIN, end::shutdown, system.executionContext());
    return control.get().drainAndShutdown(ended, system.executionContext());
  }

  private Source<Done, NotUsed> partitions() {
    return Consumer.committablePartitionedSource(
            consumer(), Subscriptions.topics(records.topic()).withPartitionAssignmentHandler(group))
        .mapMaterializedValue(
            c -> {
              control.set(c);
              return NotUsed.getInstance();
            })
        .mapAsyncUnordered(
            MAX_PARTITIONS,
            partition -> {
              trouble = null;
              return partition.second().via(handled()).runWith(Committer.sink(committer()), system);
            })
        .mapError(
            Throwable.class,
            failure -> {
              trouble = "Intake of " + records.topic() + " starts again: " + failure;
              log.warn("intake of {} starts again from the last commit", records.topic(), failure);
              return failure;
            });
  }

  private ConsumerSettings<String, byte[]> consumer() {
    return ConsumerSettings.create(system, new StringDeserializer(), new ByteArrayDeserializer())
        .withBootstrapServers(context.kafka().bootstrapServers())
        .withGroupId(groupId)
        .withProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest")
        .withProperty(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, "1")
        // a process that was killed gives its partitions up soon; the broker's least is 6 s
        .withProperty(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "6000")
        .withProperty(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, "2000")
        .withProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "1000")
        .withStopTimeout(Duration.ofMillis(0));
  }

  private CommitterSettings committer() {
    return CommitterSettings.create(system)
        .withMaxBatch(COMMIT_BATCH)
        .withMaxInterval(LONGEST_UNCOMMITTED)
        .withParallelism(1);
  }

  private Flow<CommittableMessage<String, byte[]>, CommittableOffset, NotUsed> handled() {
    return Flow.<CommittableMessage<String, byte[]>>create()
        .mapAsync(settings.parallelism(), this::handle)
        .groupedWithin(COMMIT_BATCH, COMMIT_INTERVAL)
        .mapAsync(1, this::remember);
  }

  private CompletionStage<Handled> handle(CommittableMessage<String, byte[]> message) {
    return records
        .take(message.record())
        .thenApply(duplicate -> new Handled(message.committableOffset(), duplicate));
  }

  /**
   * Duplicates are durable before their offsets are committed; the last offset covers the group.
   */
  private CompletionStage<CommittableOffset> remember(List<Handled> group) {
    CommittableOffset last = group.get(group.size() - 1).offset();
    List<Duplicate> duplicates = group.stream().flatMap(h -> h.duplicate().stream()).toList();
    if (duplicates.isEmpty()) {
      return CompletableFuture.completedFuture(last);
    }
    return db.call(
        connection -> {
          Duplicates.add(connection, duplicates);
          return last;
        });
  }
}
