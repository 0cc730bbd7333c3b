package io.breakwater.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccessSettingsTest {
  private static final AccessSettings NONE = new AccessSettings(Optional.empty(), false);
  private static final Optional<Path> FILE = Optional.of(Path.of("access.yaml"));

  @Test
  void withoutAFileOnlyThisMachineMayAsk() {
    assertThat(NONE.letsLocalIn("127.0.0.1")).isTrue();
    assertThat(NONE.letsLocalIn("localhost")).isTrue();
    assertThatThrownBy(() -> NONE.letsLocalIn("0.0.0.0"))
        .hasMessageContaining("0.0.0.0 can be reached from other machines")
        .hasMessageContaining("--access FILE");
  }

  @Test
  void withAFileATokenIsNeededHereTooUnlessTheSettingSaysOtherwise() {
    assertThat(new AccessSettings(FILE, false).letsLocalIn("127.0.0.1")).isFalse();
    assertThat(new AccessSettings(FILE, true).letsLocalIn("127.0.0.1")).isTrue();
    assertThat(new AccessSettings(FILE, true).letsLocalIn("0.0.0.0")).isFalse();
  }

  @Test
  void theyComeFromTheConfiguration() {
    assertThat(
            AccessSettings.from(
                ConfigFactory.parseString("breakwater.access {file = access.yaml, local = true}")))
        .isEqualTo(new AccessSettings(FILE, true));
    assertThat(
            AccessSettings.from(
                ConfigFactory.parseString("breakwater.access {file = \"\", local = false}")))
        .isEqualTo(NONE);
  }
}
