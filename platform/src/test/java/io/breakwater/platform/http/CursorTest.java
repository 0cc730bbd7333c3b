package io.breakwater.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CursorTest {

  @Property
  void whatWasPackedComesBack(@ForAll String a) {
    String text =
        a.codePoints()
            .filter(c -> c < 0xD800 || c > 0xDFFF)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    assertThat(Cursor.parse(Cursor.of(text, "x"), 2)).isEqualTo(List.of(text, "x"));
  }

  @Test
  void aForgedCursorIsRefusedWithARemedy() {
    for (String forged : List.of("!", "bm9wZQ", Cursor.of("one part"))) {
      assertThatThrownBy(() -> Cursor.parse(forged, 2))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("Leave it away");
    }
  }
}
