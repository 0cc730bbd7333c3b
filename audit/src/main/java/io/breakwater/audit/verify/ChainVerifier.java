package io.breakwater.audit.verify;

import io.breakwater.audit.ledger.Batch;
import io.breakwater.audit.ledger.BatchHeader;
import io.breakwater.audit.ledger.Fact;
import io.breakwater.audit.ledger.Partition;
import io.breakwater.audit.merkle.Chain;
import io.breakwater.audit.merkle.Hash;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Recomputes the chain batch by batch, from the first one on. It does no I/O; feed it in order and
 * stop at the first fault.
 */
public final class ChainVerifier {
  private final Positions positions = new Positions();
  private Batch.Head head = Batch.Head.START;
  private long facts;

  /** Checks the next batch with its facts in leaf order; empty if everything holds. */
  public Optional<Fault> next(Batch batch, List<Fact> leaves) {
    Optional<Fault> fault =
        checkPlace(batch).or(() -> checkHashes(batch, leaves)).or(() -> checkHeader(batch, leaves));
    if (fault.isEmpty()) {
      head = batch.head();
      facts += leaves.size();
    }
    return fault;
  }

  /**
   * Checks, after the last batch, that no batch was cut off the end.
   *
   * @param recorded up to where each partition is recorded, as the ledger's writer keeps it
   */
  public Optional<Fault> end(Map<Partition, Long> recorded) {
    return recorded.entrySet().stream()
        .filter(source -> positions.of(source.getKey()) != source.getValue())
        .findFirst()
        .map(
            source ->
                new Fault(
                    null,
                    "tail-missing",
                    "The writer recorded %s up to offset %d, the batches end at %d: batches after %d are missing."
                        .formatted(
                            source.getKey(),
                            source.getValue(),
                            positions.of(source.getKey()),
                            head.batch())));
  }

  /** The end of the chain so far. */
  public Batch.Head head() {
    return head;
  }

  /** How many facts were found to be as they were written. */
  public long facts() {
    return facts;
  }

  /** How many offsets inside the recorded ranges hold no record. */
  public long withoutRecord() {
    return positions.withoutRecord();
  }

  private Optional<Fault> checkPlace(Batch batch) {
    if (batch.id() != head.batch() + 1) {
      return fault(
          head.batch() + 1,
          "batch-missing",
          "Batch %d is missing: after %d comes %d."
              .formatted(head.batch() + 1, head.batch(), batch.id()));
    }
    if (!batch.previous().equals(head.chainHash())) {
      return fault(
          batch.id(),
          "chain-broken",
          "Batch %d is chained to %s, but batch %d has the chain hash %s."
              .formatted(batch.id(), batch.previous(), head.batch(), head.chainHash()));
    }
    return Optional.empty();
  }

  private static Optional<Fault> checkHashes(Batch batch, List<Fact> leaves) {
    Hash chainHash = Chain.link(batch.previous(), batch.root(), batch.header());
    if (!chainHash.equals(batch.chainHash())) {
      return fault(
          batch.id(),
          "chain-broken",
          "The header, root or chain hash of batch %d was changed: its chain hash is %s, stored is %s."
              .formatted(batch.id(), chainHash, batch.chainHash()));
    }
    Hash root = Batch.tree(leaves).root();
    if (!root.equals(batch.root())) {
      return fault(
          batch.id(),
          "fact-changed",
          "The %d facts of batch %d are not what was written: their Merkle root is %s, sealed was %s."
              .formatted(leaves.size(), batch.id(), root, batch.root()));
    }
    return Optional.empty();
  }

  private Optional<Fault> checkHeader(Batch batch, List<Fact> leaves) {
    BatchHeader header;
    try {
      header = BatchHeader.parse(batch.header());
    } catch (UncheckedIOException e) {
      return fault(
          batch.id(), "header-changed", "Batch %d has no readable header.".formatted(batch.id()));
    }
    if (header.batch() != batch.id() || header.facts() != leaves.size()) {
      return fault(
          batch.id(),
          "header-changed",
          "The header of batch %d is that of batch %d with %d facts; %d facts are there."
              .formatted(batch.id(), header.batch(), header.facts(), leaves.size()));
    }
    return positions
        .advance(batch.id(), header.ranges(), leaves)
        .map(detail -> new Fault(batch.id(), "range-broken", detail));
  }

  private static Optional<Fault> fault(long batch, String code, String detail) {
    return Optional.of(new Fault(batch, code, detail));
  }
}
