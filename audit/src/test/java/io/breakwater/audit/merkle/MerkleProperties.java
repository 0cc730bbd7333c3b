package io.breakwater.audit.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class MerkleProperties {

  @Property(tries = 300)
  void everyLeafHasAProofThatLeadsToTheRoot(
      @ForAll @IntRange(min = 1, max = 300) int leaves, @ForAll long seed) {
    MerkleTree tree = MerkleTree.of(hashes(leaves, seed));
    int leaf = new Random(seed).nextInt(leaves);
    assertThat(tree.proof(leaf).leadsTo(tree.root())).isTrue();
  }

  @Property(tries = 300)
  void aProofHoldsForItsOwnPlaceAndLeafOnly(
      @ForAll @IntRange(min = 2, max = 300) int leaves, @ForAll long seed) {
    List<Hash> hashes = hashes(leaves, seed);
    MerkleTree tree = MerkleTree.of(hashes);
    Random random = new Random(seed);
    int leaf = random.nextInt(leaves);
    int other = (leaf + 1 + random.nextInt(leaves - 1)) % leaves;
    InclusionProof proof = tree.proof(leaf);
    assertThat(
            new InclusionProof(hashes.get(other), leaf, leaves, proof.path()).leadsTo(tree.root()))
        .isFalse();
    assertThat(
            new InclusionProof(proof.leafHash(), other, leaves, proof.path()).leadsTo(tree.root()))
        .isFalse();
  }

  @Property(tries = 300)
  void aBentPathLeadsElsewhere(
      @ForAll @IntRange(min = 2, max = 300) int leaves, @ForAll long seed) {
    MerkleTree tree = MerkleTree.of(hashes(leaves, seed));
    Random random = new Random(seed);
    InclusionProof proof = tree.proof(random.nextInt(leaves));
    List<Hash> bent = new ArrayList<>(proof.path());
    bent.set(random.nextInt(bent.size()), hashes(1, ~seed).get(0));
    List<Hash> longer = new ArrayList<>(proof.path());
    longer.add(Hash.ZERO);
    List<Hash> shorter = proof.path().subList(1, proof.path().size());
    for (List<Hash> path : List.of(bent, longer, shorter)) {
      assertThat(
              new InclusionProof(proof.leafHash(), proof.leaf(), leaves, path).leadsTo(tree.root()))
          .isFalse();
    }
  }

  @Property(tries = 300)
  void anyChangeOfTheLeavesChangesTheRoot(
      @ForAll @IntRange(min = 2, max = 100) int leaves, @ForAll long seed) {
    List<Hash> hashes = hashes(leaves, seed);
    Hash root = MerkleTree.of(hashes).root();
    Random random = new Random(seed);
    int at = random.nextInt(leaves - 1);

    List<Hash> changed = new ArrayList<>(hashes);
    changed.set(at, Hash.ZERO);
    List<Hash> swapped = new ArrayList<>(hashes);
    swapped.set(at, hashes.get(at + 1));
    swapped.set(at + 1, hashes.get(at));
    List<Hash> removed = new ArrayList<>(hashes);
    removed.remove(at);
    List<Hash> doubled = new ArrayList<>(hashes);
    doubled.add(hashes.get(leaves - 1));
    for (List<Hash> other : List.of(changed, swapped, removed, doubled)) {
      assertThat(MerkleTree.of(other).root()).isNotEqualTo(root);
    }
  }

  @Property(tries = 100)
  void everyPartOfABatchIsInItsChainHash(@ForAll long seed) {
    List<Hash> hashes = hashes(3, seed);
    Hash previous = hashes.get(0);
    Hash root = hashes.get(1);
    Hash other = hashes.get(2);
    Hash link = Chain.link(previous, root, "header");
    assertThat(Chain.link(previous, root, "header")).isEqualTo(link);
    assertThat(Chain.link(other, root, "header")).isNotEqualTo(link);
    assertThat(Chain.link(previous, other, "header")).isNotEqualTo(link);
    assertThat(Chain.link(previous, root, "headers")).isNotEqualTo(link);
  }

  private static List<Hash> hashes(int count, long seed) {
    Random random = new Random(seed);
    List<Hash> hashes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] bytes = new byte[Hash.LENGTH];
      random.nextBytes(bytes);
      hashes.add(Hash.of(bytes));
    }
    return hashes;
  }
}
