package io.breakwater.ingest.kinesis;

import io.breakwater.ingest.IngestMetrics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.kinesis.exceptions.InvalidStateException;
import software.amazon.kinesis.exceptions.ShutdownException;
import software.amazon.kinesis.lifecycle.events.InitializationInput;
import software.amazon.kinesis.lifecycle.events.LeaseLostInput;
import software.amazon.kinesis.lifecycle.events.ProcessRecordsInput;
import software.amazon.kinesis.lifecycle.events.ShardEndedInput;
import software.amazon.kinesis.lifecycle.events.ShutdownRequestedInput;
import software.amazon.kinesis.processor.RecordProcessorCheckpointer;
import software.amazon.kinesis.processor.ShardRecordProcessor;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

/**
 * Forwards one shard. A checkpoint is written only when the broker has everything before it; until
 * then the same records are published again and again, because the client library would otherwise
 * go on and lose them.
 */
final class ShardForwarder implements ShardRecordProcessor {
  private static final Logger log = LoggerFactory.getLogger(ShardForwarder.class);

  private final RecordForwarder forwarder;
  private final Duration retryAfter;
  private final CountDownLatch stopping;
  private final IngestMetrics metrics;
  private String shard;

  /**
   * A forwarder of one shard.
   *
   * @param stopping ends the retrying when it reaches zero
   */
  ShardForwarder(
      RecordForwarder forwarder,
      Duration retryAfter,
      CountDownLatch stopping,
      IngestMetrics metrics) {
    this.forwarder = forwarder;
    this.retryAfter = retryAfter;
    this.stopping = stopping;
    this.metrics = metrics;
  }

  @Override
  public void initialize(InitializationInput input) {
    shard = input.shardId();
    log.info("forwarding {} from {}", shard, input.extendedSequenceNumber());
  }

  @Override
  public void processRecords(ProcessRecordsInput input) {
    if (input.records().isEmpty()) {
      return;
    }
    try {
      if (publish(input.records())) {
        metrics.accepted("kinesis", input.records().size());
        checkpoint(input.checkpointer());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** True when the broker has all of them; false if the gateway stops before. */
  private boolean publish(List<KinesisClientRecord> records) throws InterruptedException {
    while (stopping.getCount() > 0) {
      try {
        forwarder.forward(shard, records);
        return true;
      } catch (ExecutionException e) {
        log.warn(
            "{}: Kafka did not take {} records; publishing them again in {}",
            shard,
            records.size(),
            retryAfter,
            e.getCause());
        stopping.await(retryAfter.toMillis(), TimeUnit.MILLISECONDS);
      }
    }
    return false;
  }

  private void checkpoint(RecordProcessorCheckpointer checkpointer) {
    try {
      checkpointer.checkpoint();
    } catch (ShutdownException e) {
      log.info("{} has gone to another gateway, which forwards these records once more", shard);
    } catch (InvalidStateException | RuntimeException e) {
      // A later checkpoint covers this one; a crash before it repeats records, it loses none.
      log.warn("{}: the checkpoint was not written", shard, e);
    }
  }

  @Override
  public void leaseLost(LeaseLostInput input) {
    log.info("{} has gone to another gateway", shard);
  }

  @Override
  public void shardEnded(ShardEndedInput input) {
    checkpoint(input.checkpointer());
  }

  @Override
  public void shutdownRequested(ShutdownRequestedInput input) {
    log.info("{} is released; what the broker has of it is checkpointed", shard);
  }
}
