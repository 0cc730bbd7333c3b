package io.breakwater.app.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The alert rules, with Prometheus' own tool where the machine has it. */
class AlertsTest {

  @Test
  void promtoolTakesTheRules() throws Exception {
    promtool("check", "rules", OpsFiles.RULES.toString());
  }

  @Test
  void promtoolsTestsPass() throws Exception {
    List<String> arguments = new ArrayList<>(List.of("test", "rules"));
    OpsFiles.alertTests().forEach(file -> arguments.add(file.toString()));
    promtool(arguments.toArray(String[]::new));
  }

  @Test
  void everyAlertFiresInATest() {
    Set<String> fired =
        OpsFiles.alertTests().stream()
            .flatMap(file -> OpsFiles.yaml(file).findParents("alertname").stream())
            .filter(check -> !check.path("exp_alerts").isEmpty())
            .map(check -> check.path("alertname").asText())
            .collect(Collectors.toSet());
    assertThat(fired).containsAll(names());
  }

  @Test
  void everyAlertReadsAMetricAndHasARunbookOfItsName() throws IOException {
    for (JsonNode alert : OpsFiles.alerts()) {
      String name = alert.path("alert").asText();
      assertThat(MetricNames.in(alert.path("expr").asText())).as(name).isNotEmpty();
      assertThat(alert.at("/labels/severity").asText()).as(name).isIn("page", "ticket");
      assertThat(alert.at("/annotations/summary").asText()).as(name).isNotBlank();
      Path runbook = OpsFiles.ROOT.resolve(alert.at("/annotations/runbook").asText());
      assertThat(runbook).as(name).isRegularFile();
      assertThat(Files.readString(runbook)).as(name).startsWith("# " + name + "\n");
    }
  }

  @Test
  void noRunbookIsLeftOver() throws IOException {
    try (Stream<Path> runbooks = Files.list(OpsFiles.ROOT.resolve("ops/alerts/runbooks"))) {
      assertThat(runbooks.count()).isEqualTo(names().size());
    }
  }

  private static List<String> names() {
    return OpsFiles.alerts().stream().map(alert -> alert.path("alert").asText()).toList();
  }

  private static void promtool(String... arguments) throws IOException, InterruptedException {
    assumeTrue(onPath(), "promtool is not on the PATH: Debian has it in package prometheus");
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  private static boolean onPath() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(dir -> Files.isExecutable(Path.of(dir, "promtool")));
  }
}
