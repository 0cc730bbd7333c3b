package io.breakwater.domain.policy.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CelTokensPropertyTest {
  private static final List<String> GAPS = List.of(" ", "  ", "\n", "\t ", " // why \"not'\n");

  @Property
  void gapsBetweenTokensMeanNothing(@ForAll("tokens") List<String> tokens, @ForAll long seed) {
    String single = String.join(" ", tokens);

    assertThat(CelTokens.of(spaced(tokens, new Random(seed)))).isEqualTo(CelTokens.of(single));
    assertThat(CelTokens.of(CelTokens.of(single))).isEqualTo(CelTokens.of(single));
  }

  @Property
  void otherTokensMeanSomethingElse(
      @ForAll("tokens") List<String> one, @ForAll("tokens") List<String> other) {
    assertThat(CelTokens.of(String.join(" ", one)).equals(CelTokens.of(String.join(" ", other))))
        .isEqualTo(one.equals(other));
  }

  private static String spaced(List<String> tokens, Random random) {
    StringBuilder text = new StringBuilder();
    for (String token : tokens) {
      text.append(token);
      for (int i = random.nextInt(3); i >= 0; i--) {
        text.append(GAPS.get(random.nextInt(GAPS.size())));
      }
    }
    return text.toString();
  }

  @Provide
  Arbitrary<List<String>> tokens() {
    return Arbitraries.of(
            "event", "in", "(", ")", ">=", "7", "+", "\"a  b\"", "'it\\'s // a'", "r'\\ '")
        .list()
        .ofMaxSize(12);
  }
}
