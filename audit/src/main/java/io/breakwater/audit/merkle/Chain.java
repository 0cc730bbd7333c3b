package io.breakwater.audit.merkle;

/** Links batches: changing, dropping or reordering one changes the hash of every later one. */
public final class Chain {
  private Chain() {}

  /**
   * The chain hash of a batch.
   *
   * @param previous that of the batch before; {@link Hash#ZERO} for the first
   * @param root the batch's Merkle root
   * @param header the batch's header, exactly as stored
   */
  public static Hash link(Hash previous, Hash root, String header) {
    return new Hasher(Hasher.CHAIN).hash(previous).hash(root).text(header).done();
  }
}
