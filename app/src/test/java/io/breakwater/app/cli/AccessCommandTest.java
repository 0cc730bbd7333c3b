package io.breakwater.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.app.Breakwater;
import io.breakwater.domain.access.AccessParser;
import io.breakwater.domain.access.AccessToken;
import io.breakwater.domain.access.DeskScope;
import io.breakwater.domain.access.Role;
import io.breakwater.platform.access.Secrets;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessCommandTest {
  @TempDir Path dir;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void aTokenIsAnEntryForTheFileAndASecretThatIsNotInIt() {
    assertThat(
            access(
                "token",
                "--name",
                "ana",
                "--role",
                "lead",
                "--desk",
                "payments",
                "--desk",
                "a, b",
                "--expires",
                "2027-01-31T00:00:00Z"))
        .isZero();

    AccessToken token = AccessParser.parse("tokens:\n" + out).get(0);
    assertThat(token.caller().name()).isEqualTo("ana");
    assertThat(token.caller().roles())
        .isEqualTo(Map.of(Role.LEAD, DeskScope.of(Set.of("payments", "a, b"))));
    assertThat(token.expires()).isEqualTo(Instant.parse("2027-01-31T00:00:00Z"));
    String secret = err.toString().lines().reduce((first, last) -> last).orElseThrow();
    assertThat(Secrets.sha256(secret)).isEqualTo(token.sha256());
    assertThat(out.toString()).doesNotContain(secret);
  }

  @Test
  void whatTheFileWouldRefuseIsNotMade() {
    assertThat(access("token", "--name", "ana", "--role", "admin", "--desk", "payments"))
        .isEqualTo(1);
    assertThat(err.toString()).contains("admin is not a role of single desks");
    assertThat(access("token", "--name", "desk:x", "--role", "lead")).isEqualTo(1);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aFileIsCheckedAndShown() throws IOException {
    Path file = dir.resolve("access.yaml");
    Files.writeString(
        file,
        "tokens: [{name: ana, sha256: %s, roles: {lead: [payments], viewer: all}}]"
            .formatted("a".repeat(64)));
    assertThat(access("check", file.toString())).isZero();
    assertThat(out.toString()).contains("ana").contains("viewer of every desk; lead of payments");

    Files.writeString(file, "tokens: [{name: ana}]");
    assertThat(access("check", file.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("line 1, column 10").contains("\"roles\" is missing");
  }

  @Test
  void aPersonsTokenComesFromTheEnvironmentOrAFileOfTheirs() throws IOException {
    Path home = Files.createDirectories(dir.resolve("home"));
    assertThat(TokenSource.ofEnvironment(Map.of(), home.toString())).isEmpty();
    Path usual = Files.createDirectories(home.resolve(".config/breakwater")).resolve("token");
    write(usual, "usual", "rw-------");
    Path named = dir.resolve("named");
    write(named, "named\n", "rw-------");

    assertThat(TokenSource.ofEnvironment(Map.of(), home.toString())).contains("usual");
    Map<String, String> file = Map.of("BREAKWATER_TOKEN_FILE", named.toString());
    assertThat(TokenSource.ofEnvironment(file, home.toString())).contains("named");
    Map<String, String> token =
        Map.of("BREAKWATER_TOKEN", "own", "BREAKWATER_TOKEN_FILE", named.toString());
    assertThat(TokenSource.ofEnvironment(token, home.toString())).contains("own");

    write(named, "named", "rw-r-----");
    assertThatThrownBy(() -> TokenSource.ofFile(named)).hasMessageContaining("chmod 600 " + named);
    write(named, "\n", "rw-------");
    assertThatThrownBy(() -> TokenSource.ofFile(named)).hasMessageContaining("is empty");
  }

  private static void write(Path file, String text, String permissions) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  private int access(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "access";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return Breakwater.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all);
  }
}
