package io.breakwater.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenFileTest {
  private static final String ENTRY = "  - {name: %s, sha256: %s, roles: {viewer: all}}\n";

  @TempDir Path dir;

  private final SettableClock clock = new SettableClock();

  @Test
  void aChangedFileIsReadAgainWithoutARestart() throws IOException {
    Path file = dir.resolve("access.yaml");
    write(file, "one", entry("ana", "first"));
    TokenFile tokens = new TokenFile(file, clock);
    write(file, "two entries", entry("ana", "first") + entry("bo", "second"));

    assertThat(tokens.get().find("second")).isEmpty();
    clock.now = clock.now.plus(Duration.ofSeconds(2));
    assertThat(tokens.get().find("second").orElseThrow().caller().name()).isEqualTo("bo");
    write(file, "revoked", entry("bo", "second"));
    clock.now = clock.now.plus(Duration.ofSeconds(2));
    assertThat(tokens.get().find("first")).isEmpty();
  }

  @Test
  void aFileThatBecomesWrongOrGoesAwayChangesNothing() throws IOException {
    Path file = dir.resolve("access.yaml");
    write(file, "good", entry("ana", "first"));
    TokenFile tokens = new TokenFile(file, clock);

    Files.writeString(file, "tokens: [{name: ana}]");
    clock.now = clock.now.plus(Duration.ofMinutes(1));
    assertThat(tokens.get().find("first")).isPresent();
    Files.delete(file);
    clock.now = clock.now.plus(Duration.ofMinutes(1));
    assertThat(tokens.get().find("first")).isPresent();
    write(file, "good again", entry("bo", "second"));
    clock.now = clock.now.plus(Duration.ofMinutes(1));
    assertThat(tokens.get().find("second")).isPresent();
    assertThat(tokens.get().find("first")).isEmpty();
  }

  @Test
  void aFileThatIsWrongAtTheStartIsRefused() throws IOException {
    Path file = dir.resolve("access.yaml");
    Files.writeString(file, "tokens: [{name: ana}]");

    assertThatThrownBy(() -> new TokenFile(file, clock))
        .hasMessageContaining("access.yaml is refused")
        .hasMessageContaining("\"sha256\" is missing");
    assertThatThrownBy(() -> new TokenFile(dir.resolve("none"), clock))
        .hasMessageContaining("cannot be read");
  }

  @Test
  void aMintedSecretIsLongAndNeverTheSame() {
    SecureRandom random = new SecureRandom();
    String secret = Secrets.mint(random);

    assertThat(secret).matches("bw_[A-Za-z0-9_-]{43}").isNotEqualTo(Secrets.mint(random));
    assertThat(Secrets.sha256("abc"))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  /** The comment makes its size another one, whatever the file system's clock says. */
  private static void write(Path file, String comment, String entries) throws IOException {
    Files.writeString(file, "# " + comment + "\ntokens:\n" + entries);
  }

  private static String entry(String name, String secret) {
    return ENTRY.formatted(name, Secrets.sha256(secret));
  }

  private static final class SettableClock extends Clock {
    private Instant now = Instant.parse("2026-06-01T00:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }
}
