package io.breakwater.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.domain.access.AccessParser;
import io.breakwater.domain.access.AccessToken;
import io.breakwater.domain.access.Role;
import io.breakwater.platform.access.Secrets;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code access}: who may ask a server for what. */
@Command(
    name = "access",
    description = "Make tokens, check their file, and see who you are.",
    subcommands = {AccessCommand.Token.class, AccessCommand.Check.class, AccessCommand.Me.class})
public final class AccessCommand {

  /** {@code access token}. */
  @Command(
      name = "token",
      description = {
        "Make a token: an entry for the access file, and its secret.",
        "The secret goes to standard error, this once: the entry has only its digest."
      })
  static final class Token implements Callable<Integer> {
    @Option(
        names = "--name",
        required = true,
        paramLabel = "NAME",
        description = "Whose it is: every change records it.")
    String name;

    @Option(
        names = "--role",
        required = true,
        paramLabel = "ROLE",
        description = "What they may do: ${COMPLETION-CANDIDATES}.")
    Role role;

    @Option(
        names = "--desk",
        paramLabel = "DESK",
        description = "On which desk; may come several times (default: on all).")
    List<String> desks = new ArrayList<>();

    @Option(
        names = "--expires",
        paramLabel = "INSTANT",
        description = "Until when, e.g. 2027-01-31T00:00:00Z (default: for ever).")
    Instant expires;

    @Spec CommandSpec spec;

    @Override
    public Integer call() {
      String secret = Secrets.mint(new SecureRandom());
      String entry = entry(Secrets.sha256(secret));
      parse("tokens:\n" + entry);
      PrintWriter out = spec.commandLine().getOut();
      out.print(entry);
      out.flush();
      PrintWriter err = spec.commandLine().getErr();
      err.printf("The token, which is shown only now:%n%s%n", secret);
      err.flush();
      return 0;
    }

    private String entry(String sha256) {
      StringBuilder entry = new StringBuilder();
      entry.append("  - name: ").append(quoted(name)).append('\n');
      entry.append("    sha256: ").append(sha256).append('\n');
      entry
          .append("    roles: {")
          .append(role.label())
          .append(": ")
          .append(desks.isEmpty() ? "all" : desks.stream().map(Token::quoted).toList().toString())
          .append("}\n");
      if (expires != null) {
        entry.append("    expires: ").append(expires).append('\n');
      }
      return entry.toString();
    }

    /** JSON's way to write text is one of YAML's. */
    private static String quoted(String text) {
      return io.breakwater.domain.json.Json.text(text);
    }
  }

  /** {@code access check}. */
  @Command(name = "check", description = "Check an access file, and say who may do what by it.")
  static final class Check implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The access file.")
    Path file;

    @Spec CommandSpec spec;

    @Override
    public Integer call() {
      PrintWriter out = spec.commandLine().getOut();
      List<List<String>> rows = new ArrayList<>();
      for (AccessToken token : parse(Inputs.text(file))) {
        rows.add(
            List.of(
                token.caller().name(),
                token.caller().rights(),
                token.expires() == null ? "never" : token.expires().toString()));
      }
      Table.print(List.of("name", "rights", "expires"), rows, out);
      out.flush();
      return 0;
    }
  }

  /** {@code access me}. */
  @Command(name = "me", description = "Ask a server who you are to it, and what you may do.")
  static final class Me implements Callable<Integer> {
    @Mixin ServerOption server;

    @Spec CommandSpec spec;

    @Override
    public Integer call() {
      JsonNode me = server.client().get("/api/v1/me");
      PrintWriter out = spec.commandLine().getOut();
      out.println(me.path("name").asText());
      me.path("roles")
          .properties()
          .forEach(
              role -> {
                List<String> desks = new ArrayList<>();
                role.getValue().forEach(desk -> desks.add(desk.asText()));
                out.printf("  %s of %s%n", role.getKey(), String.join(", ", desks));
              });
      out.flush();
      return 0;
    }
  }

  private static List<AccessToken> parse(String yaml) {
    try {
      return AccessParser.parse(yaml);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.problem(e.getMessage(), e);
    }
  }
}
