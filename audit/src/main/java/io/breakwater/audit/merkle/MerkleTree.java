package io.breakwater.audit.merkle;

import java.util.ArrayList;
import java.util.List;

/**
 * The hash tree of RFC 6962 over leaves that are hashed already. A node is {@code SHA-256(0x01 ‖
 * left ‖ right)}; a level's odd last node moves up as it is.
 */
public final class MerkleTree {
  private final List<List<Hash>> levels;

  private MerkleTree(List<List<Hash>> levels) {
    this.levels = levels;
  }

  /** Builds the tree over {@code leafHashes}, in order. */
  public static MerkleTree of(List<Hash> leafHashes) {
    List<List<Hash>> levels = new ArrayList<>();
    List<Hash> level = List.copyOf(leafHashes);
    levels.add(level);
    while (level.size() > 1) {
      level = parents(level);
      levels.add(level);
    }
    return new MerkleTree(levels);
  }

  /** The number of leaves. */
  public int size() {
    return levels.get(0).size();
  }

  /** The root; of a tree without leaves, the hash of nothing. */
  public Hash root() {
    List<Hash> top = levels.get(levels.size() - 1);
    return top.isEmpty() ? Hasher.empty() : top.get(0);
  }

  /**
   * What proves that leaf {@code index} is in this tree.
   *
   * @throws IndexOutOfBoundsException if there is no such leaf
   */
  public InclusionProof proof(int index) {
    Hash leaf = levels.get(0).get(index);
    List<Hash> path = new ArrayList<>();
    int at = index;
    for (List<Hash> level : levels) {
      int sibling = at ^ 1;
      if (sibling < level.size()) {
        path.add(level.get(sibling));
      }
      at /= 2;
    }
    return new InclusionProof(leaf, index, size(), path);
  }

  static Hash node(Hash left, Hash right) {
    return new Hasher(Hasher.NODE).hash(left).hash(right).done();
  }

  private static List<Hash> parents(List<Hash> level) {
    List<Hash> parents = new ArrayList<>((level.size() + 1) / 2);
    for (int i = 0; i < level.size(); i += 2) {
      parents.add(i + 1 < level.size() ? node(level.get(i), level.get(i + 1)) : level.get(i));
    }
    return parents;
  }
}
