package io.breakwater.ingest.kinesis;

import io.breakwater.domain.event.EventReader;
import io.breakwater.ingest.IngestMetrics;
import io.breakwater.platform.kafka.Kafka;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.kinesis.common.ConfigsBuilder;
import software.amazon.kinesis.common.InitialPositionInStream;
import software.amazon.kinesis.common.InitialPositionInStreamExtended;
import software.amazon.kinesis.coordinator.CoordinatorConfig.ClientVersionConfig;
import software.amazon.kinesis.coordinator.Scheduler;
import software.amazon.kinesis.coordinator.WorkerStateChangeListener;
import software.amazon.kinesis.metrics.NullMetricsFactory;
import software.amazon.kinesis.processor.SingleStreamTracker;
import software.amazon.kinesis.retrieval.polling.PollingConfig;

/** Forwards one Kinesis stream. Several gateways with the same application share its shards. */
public final class KinesisGateway implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(KinesisGateway.class);
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final KinesisClients clients;
  private final Scheduler scheduler;
  private final Thread thread;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile boolean started;

  private KinesisGateway(
      KinesisSettings settings,
      AwsCredentialsProvider credentials,
      EventReader reader,
      Kafka kafka,
      IngestMetrics metrics) {
    clients = KinesisClients.connect(settings, credentials);
    RecordForwarder forwarder = new RecordForwarder(settings.stream(), reader, kafka);
    scheduler =
        scheduler(
            settings,
            new ConfigsBuilder(
                new SingleStreamTracker(settings.stream(), position(settings)),
                settings.application(),
                clients.kinesis(),
                clients.dynamoDb(),
                clients.cloudWatch(),
                worker(),
                () -> new ShardForwarder(forwarder, settings.retryAfter(), stopping, metrics)));
    thread = new Thread(scheduler, "breakwater-kinesis");
    thread.setDaemon(true);
  }

  /** Starts forwarding with the AWS SDK's default credentials; returns at once. */
  public static KinesisGateway start(
      KinesisSettings settings, EventReader reader, Kafka kafka, IngestMetrics metrics) {
    return start(settings, DefaultCredentialsProvider.builder().build(), reader, kafka, metrics);
  }

  static KinesisGateway start(
      KinesisSettings settings,
      AwsCredentialsProvider credentials,
      EventReader reader,
      Kafka kafka,
      IngestMetrics metrics) {
    KinesisGateway gateway = new KinesisGateway(settings, credentials, reader, kafka, metrics);
    gateway.thread.start();
    return gateway;
  }

  /** Why nothing is forwarded, as a sentence; empty while the gateway runs. */
  public Optional<String> problem() {
    if (!thread.isAlive()) {
      return Optional.of("The Kinesis gateway has stopped; the log says why. Start it again.");
    }
    return started
        ? Optional.empty()
        : Optional.of("The Kinesis gateway is still taking over the shards of its stream.");
  }

  /** Stops reading; what was published but not checkpointed is forwarded again next time. */
  @Override
  public void close() {
    stopping.countDown();
    scheduler.shutdown();
    try {
      thread.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    clients.close();
  }

  private Scheduler scheduler(KinesisSettings settings, ConfigsBuilder configs) {
    return new Scheduler(
        configs.checkpointConfig(),
        configs
            .coordinatorConfig()
            .clientVersionConfig(ClientVersionConfig.CLIENT_VERSION_CONFIG_3X)
            .parentShardPollIntervalMillis(settings.failover().toMillis())
            .workerStateChangeListener(new Listener()),
        configs
            .leaseManagementConfig()
            .failoverTimeMillis(settings.failover().toMillis())
            // How long the first start waits after it has listed the shards; a minute by default.
            .shardSyncIntervalMillis(settings.failover().toMillis()),
        configs.lifecycleConfig(),
        settings.cloudWatchMetrics()
            ? configs.metricsConfig()
            : configs.metricsConfig().metricsFactory(new NullMetricsFactory()),
        configs.processorConfig(),
        configs
            .retrievalConfig()
            .retrievalSpecificConfig(
                new PollingConfig(settings.stream(), clients.kinesis())
                    .idleTimeBetweenReadsInMillis(settings.idleBetweenReads().toMillis())));
  }

  /** Tells when the library is through with its preparations, or has given up. */
  private final class Listener implements WorkerStateChangeListener {
    @Override
    public void onWorkerStateChange(WorkerState state) {
      log.info("Kinesis gateway: {}", state);
      started |= state == WorkerState.STARTED;
    }

    @Override
    public void onAllInitializationAttemptsFailed(Throwable failure) {
      log.error("the Kinesis gateway could not start", failure);
    }
  }

  private static InitialPositionInStreamExtended position(KinesisSettings settings) {
    return InitialPositionInStreamExtended.newInitialPosition(
        switch (settings.start()) {
          case TRIM_HORIZON -> InitialPositionInStream.TRIM_HORIZON;
          case LATEST -> InitialPositionInStream.LATEST;
        });
  }

  /** Unique for each start, as the library wants it. */
  private static String worker() {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      host = "unknown-host";
    }
    return host + ":" + UUID.randomUUID();
  }
}
