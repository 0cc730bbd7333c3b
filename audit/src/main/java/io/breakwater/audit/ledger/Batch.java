package io.breakwater.audit.ledger;

import io.breakwater.audit.merkle.Chain;
import io.breakwater.audit.merkle.Hash;
import io.breakwater.audit.merkle.MerkleTree;
import java.time.Instant;
import java.util.List;

/**
 * A sealed batch as it is stored.
 *
 * @param id its number, from 1
 * @param header {@link BatchHeader#json()}, to the letter
 * @param root the Merkle root of its facts
 * @param previous the chain hash of the batch before; {@link Hash#ZERO} for the first
 * @param chainHash {@link Chain#link} of the three
 */
public record Batch(long id, String header, Hash root, Hash previous, Hash chainHash) {

  /** Seals {@code facts}, in this order, as the batch after {@code last}. */
  public static Batch seal(Head last, Instant at, List<Range> ranges, List<Fact> facts) {
    long id = last.batch() + 1;
    String header = new BatchHeader(id, at, facts.size(), ranges).json();
    Hash root = tree(facts).root();
    return new Batch(
        id, header, root, last.chainHash(), Chain.link(last.chainHash(), root, header));
  }

  /** The hash tree over {@code facts}, in this order. */
  public static MerkleTree tree(List<Fact> facts) {
    return MerkleTree.of(facts.stream().map(Fact::leafHash).toList());
  }

  /** This batch as the end of the chain. */
  public Head head() {
    return new Head(id, chainHash);
  }

  /**
   * The end of the chain.
   *
   * @param batch the last batch's number; 0 before the first
   */
  public record Head(long batch, Hash chainHash) {
    /** Before the first batch. */
    public static final Head START = new Head(0, Hash.ZERO);
  }
}
