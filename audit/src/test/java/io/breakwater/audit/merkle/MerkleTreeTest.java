package io.breakwater.audit.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The vectors are those of the Certificate Transparency reference implementation. */
class MerkleTreeTest {
  private static final List<String> LEAVES =
      List.of(
          "",
          "00",
          "10",
          "2021",
          "3031",
          "40414243",
          "5051525354555657",
          "606162636465666768696a6b6c6d6e6f");

  @ParameterizedTest
  @CsvSource({
    "0, e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "1, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "2, fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "3, aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "4, d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "5, 4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "6, 76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "7, ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "8, 5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  })
  void theRootIsThatOfRfc6962(int leaves, String root) {
    assertThat(tree(leaves).root()).hasToString(root);
    assertThat(tree(leaves).size()).isEqualTo(leaves);
  }

  @Test
  void theProofIsThatOfRfc6962() {
    assertThat(tree(8).proof(0).path())
        .extracting(Hash::hex)
        .containsExactly(
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4");
    assertThat(tree(3).proof(2).path())
        .extracting(Hash::hex)
        .containsExactly("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125");
  }

  @Test
  void thereIsNoProofOfALeafThatIsNotThere() {
    assertThatThrownBy(() -> tree(3).proof(3)).isInstanceOf(IndexOutOfBoundsException.class);
    Hash leaf = tree(1).root();
    assertThat(new InclusionProof(leaf, 1, 1, List.of()).computeRoot()).isEmpty();
    assertThat(new InclusionProof(leaf, -1, 1, List.of()).computeRoot()).isEmpty();
  }

  private static MerkleTree tree(int leaves) {
    return MerkleTree.of(
        IntStream.range(0, leaves)
            .mapToObj(i -> HexFormat.of().parseHex(LEAVES.get(i)))
            .map(data -> new Hasher(Hasher.LEAF).raw(data).done())
            .toList());
  }
}
