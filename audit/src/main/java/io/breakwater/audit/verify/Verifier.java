package io.breakwater.audit.verify;

import io.breakwater.audit.ledger.Batch;
import io.breakwater.audit.ledger.LedgerReader;
import io.breakwater.audit.ledger.Partition;
import io.breakwater.audit.ledger.Placed;
import io.breakwater.audit.merkle.Hash;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Verifies the ledger up to where it ends when the verification begins, a few batches at a time, so
 * that neither memory nor the running ledger notices.
 */
public final class Verifier {
  private static final int BATCHES_AT_ONCE = 20;

  private final LedgerReader ledger;
  private final String bootstrapServers;
  private final Clock clock;

  public Verifier(LedgerReader ledger, String bootstrapServers, Clock clock) {
    this.ledger = ledger;
    this.bootstrapServers = bootstrapServers;
    this.clock = clock;
  }

  /**
   * Runs to the end or to the first fault.
   *
   * @param deep whether to hash the records on the topics again as well
   * @param expected a chain hash noted down earlier, which must be in the chain; or null
   * @param progress told how it stands, again and again
   * @return what it found
   * @throws SQLException if the ledger cannot be read
   */
  public Verification run(boolean deep, Hash expected, Consumer<Verification> progress)
      throws SQLException {
    return new Run(deep, expected, progress).go();
  }

  /** One verification. */
  private final class Run {
    private final boolean deep;
    private final Hash expected;
    private final Consumer<Verification> progress;
    private final Instant startedAt = clock.instant();
    private final ChainVerifier chain = new ChainVerifier();
    private LedgerReader.End end;
    private boolean expectedSeen;
    private Long rehashed;

    Run(boolean deep, Hash expected, Consumer<Verification> progress) {
      this.deep = deep;
      this.expected = expected;
      this.progress = progress;
      this.expectedSeen = expected == null || expected.equals(Hash.ZERO);
      this.rehashed = deep ? 0L : null;
    }

    Verification go() throws SQLException {
      end = ledger.end();
      Optional<Fault> fault = batches();
      if (fault.isEmpty()) {
        fault = chain.end(end.recorded());
      }
      if (fault.isEmpty() && ledger.hasFactsOutsideBatches()) {
        fault =
            Optional.of(
                new Fault(null, "fact-stray", "There are facts that belong to no batch at all."));
      }
      if (fault.isEmpty() && !expectedSeen) {
        fault =
            Optional.of(
                new Fault(
                    null,
                    "head-unknown",
                    "The chain holds in itself, but %s is not in it: it was rewritten since that hash was noted down, or the hash is of another ledger."
                        .formatted(expected)));
      }
      if (fault.isEmpty() && deep) {
        fault = topics();
      }
      return state(
          fault.isEmpty() ? Verification.Status.OK : Verification.Status.BROKEN,
          clock.instant(),
          fault.orElse(null));
    }

    private Optional<Fault> batches() throws SQLException {
      for (long first = 1; first <= end.batches(); first += BATCHES_AT_ONCE) {
        long last = Math.min(first + BATCHES_AT_ONCE - 1, end.batches());
        Map<Long, List<Placed>> facts =
            ledger.facts(first, last).stream().collect(Collectors.groupingBy(Placed::batch));
        for (Batch batch : ledger.batches(first, last)) {
          Optional<Fault> fault =
              chain.next(
                  batch,
                  facts.getOrDefault(batch.id(), List.of()).stream().map(Placed::fact).toList());
          if (fault.isPresent()) {
            return fault;
          }
          expectedSeen |= batch.chainHash().equals(expected);
        }
        report();
      }
      return Optional.empty();
    }

    private Optional<Fault> topics() throws SQLException {
      try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
        TopicVerifier topics = new TopicVerifier(consumer, ledger);
        for (Map.Entry<Partition, Long> source : end.recorded().entrySet()) {
          Optional<Fault> fault = topics.check(source.getKey(), source.getValue());
          rehashed = topics.rehashed();
          if (fault.isPresent()) {
            return fault;
          }
          report();
        }
      }
      return Optional.empty();
    }

    private void report() {
      progress.accept(state(Verification.Status.RUNNING, null, null));
    }

    private Verification state(Verification.Status status, Instant finishedAt, Fault fault) {
      return new Verification(
          status,
          deep,
          startedAt,
          finishedAt,
          chain.head().batch(),
          end.batches(),
          chain.facts(),
          chain.withoutRecord(),
          chain.head().chainHash(),
          rehashed,
          rehashed == null || fault != null ? null : chain.facts() - rehashed,
          fault);
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
            4 * 1024 * 1024),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
