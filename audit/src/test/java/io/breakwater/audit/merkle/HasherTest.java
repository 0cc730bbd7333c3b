package io.breakwater.audit.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HasherTest {

  @Test
  void fieldsDoNotRunIntoEachOther() {
    assertThat(hasher().text("ab").text("c").done())
        .isNotEqualTo(hasher().text("a").text("bc").done());
    assertThat(hasher().text(null).done()).isNotEqualTo(hasher().text("").done());
    assertThat(hasher().optionalInt64(null).done()).isNotEqualTo(hasher().optionalInt64(0L).done());
  }

  @Test
  void thePurposeIsPartOfTheHash() {
    assertThat(new Hasher(Hasher.LEAF).text("a").done())
        .isNotEqualTo(new Hasher(Hasher.RECORD).text("a").done());
  }

  @Test
  void aHashIsReadBackFromItsHexDigits() {
    Hash hash = hasher().int64(7).done();
    assertThat(Hash.parse(hash.hex())).isEqualTo(hash).hasSameHashCodeAs(hash);
    assertThatThrownBy(() -> Hash.parse("abc")).hasMessageContaining("64 hex digits");
    assertThatThrownBy(() -> Hash.of(new byte[3])).hasMessageContaining("32 bytes");
  }

  private static Hasher hasher() {
    return new Hasher(Hasher.RECORD);
  }
}
