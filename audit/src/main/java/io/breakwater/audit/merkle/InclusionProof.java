package io.breakwater.audit.merkle;

import java.util.List;
import java.util.Optional;

/**
 * What proves that a leaf stands at one place of a tree, without the other leaves (RFC 9162,
 * section 2.1.3).
 *
 * @param leafHash the leaf
 * @param leaf its place, from 0
 * @param leaves how many leaves the tree has
 * @param path the sibling hashes from the leaf up to the root
 */
public record InclusionProof(Hash leafHash, int leaf, int leaves, List<Hash> path) {

  public InclusionProof {
    path = List.copyOf(path);
  }

  /** True if the path leads from the leaf to {@code root}. */
  public boolean leadsTo(Hash root) {
    return computeRoot().filter(root::equals).isPresent();
  }

  /** The root that the path leads to; empty if the path cannot belong to that place. */
  public Optional<Hash> computeRoot() {
    if (leaf < 0 || leaf >= leaves) {
      return Optional.empty();
    }
    int index = leaf;
    int last = leaves - 1;
    Hash hash = leafHash;
    for (Hash sibling : path) {
      if (last == 0) {
        return Optional.empty();
      }
      if (index % 2 == 1 || index == last) {
        hash = MerkleTree.node(sibling, hash);
        while (index % 2 == 0 && index != 0) {
          index /= 2;
          last /= 2;
        }
      } else {
        hash = MerkleTree.node(hash, sibling);
      }
      index /= 2;
      last /= 2;
    }
    return last == 0 ? Optional.of(hash) : Optional.empty();
  }
}
