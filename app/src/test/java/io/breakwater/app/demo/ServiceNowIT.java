package io.breakwater.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.app.Breakwater;
import io.breakwater.domain.identity.Identity;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The example on the real log, as far as it is there (system property {@code breakwater.data}): the
 * transfers in the histories are the changes of the assignment group in the file, which are counted
 * here without the replay's code. Of the 20,769 incidents, those with the most changes and a sample
 * of the others; all of them with {@code -Dbreakwater.servicenow.every=1}.
 */
class ServiceNowIT {
  private static final Path EXAMPLE = Path.of("..", "examples", "servicenow");
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int MOST_CHANGED = 60;
  private static final int SAMPLE_EVERY = Integer.getInteger("breakwater.servicenow.every", 80);

  @TempDir Path dir;

  @Test
  void hopsPerIncidentEqualARecountFromTheFile() throws Exception {
    Path data = Path.of(System.getProperty("breakwater.data", "../../shared/data"));
    Path zip = data.resolve("servicenow_incident_log.zip");
    Assumptions.assumeTrue(Files.exists(zip), "no " + zip.toAbsolutePath() + ": skipped");
    List<String> lines = lines(zip);
    Map<String, Integer> all = hops(lines);
    Set<String> chosen = chosen(all);
    Path part = dir.resolve("part.csv");
    Files.write(
        part,
        Stream.concat(
                lines.stream().limit(1),
                lines.stream().skip(1).filter(line -> chosen.contains(line.split(",", 2)[0])))
            .toList());

    try (DemoProcess demo = new DemoProcess(dir.resolve("data"))) {
      demo.start("--policy", EXAMPLE.resolve("policy.yaml").toString());
      assertThat(replay(demo, part)).contains("exit 0");
      assertThat(replay(demo, part)).contains("exit 0");
      Awaitility.await("every incident is resolved")
          .atMost(PATIENCE)
          .until(
              () ->
                  demo.get("/api/v1/stats").at("/work_items/by_state/RESOLVED").asInt()
                      == chosen.size());

      Map<String, Integer> found = new TreeMap<>();
      Map<String, Integer> expected = new TreeMap<>();
      for (String incident : chosen) {
        found.put(incident, transfers(demo, incident));
        expected.put(incident, all.get(incident));
      }
      System.out.printf(
          "%,d incidents, %,d hops%n",
          found.size(), found.values().stream().mapToInt(i -> i).sum());
      assertThat(found).isEqualTo(expected);
      assertThat(found.values()).anyMatch(hops -> hops > 20);
    }
  }

  private static int transfers(DemoProcess demo, String incident) throws Exception {
    JsonNode history =
        demo.get(
            "/api/v1/work-items/"
                + Identity.workItemId("servicenow", incident)
                + "/history?limit=500");
    int transfers = 0;
    for (JsonNode record : history.path("items")) {
      transfers += record.at("/event/type").asText().equals("transferred") ? 1 : 0;
    }
    return transfers;
  }

  private static String replay(DemoProcess demo, Path part) {
    StringWriter out = new StringWriter();
    int code =
        Breakwater.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(out))
            .execute(
                "replay",
                "--input",
                part.toString(),
                "--mapping",
                EXAMPLE.resolve("mapping.yaml").toString(),
                "--bootstrap",
                demo.bootstrapServers(),
                "--server",
                demo.uri("").toString());
    return out + "exit " + code;
  }

  private static Set<String> chosen(Map<String, Integer> hops) {
    Stream<String> most =
        hops.entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
            .limit(MOST_CHANGED)
            .map(Map.Entry::getKey);
    List<String> incidents = new ArrayList<>(hops.keySet());
    Stream<String> sample =
        Stream.iterate(0, i -> i < incidents.size(), i -> i + SAMPLE_EVERY).map(incidents::get);
    return Stream.concat(most, sample).collect(Collectors.toSet());
  }

  /** Changes between the groups that the rows of an incident name, by sys_updated_at. */
  private static Map<String, Integer> hops(List<String> lines) {
    List<String> header = List.of(lines.get(0).split(","));
    int updated = header.indexOf("sys_updated_at");
    int group = header.indexOf("assignment_group");
    DateTimeFormatter format = DateTimeFormatter.ofPattern("d/M/yyyy HH:mm");
    Map<String, List<String[]>> rows = new LinkedHashMap<>();
    lines.stream()
        .skip(1)
        .map(line -> line.split(",", -1))
        .forEach(row -> rows.computeIfAbsent(row[0], id -> new ArrayList<>()).add(row));
    Map<String, Integer> hops = new LinkedHashMap<>();
    rows.forEach(
        (incident, log) -> {
          log.sort(Comparator.comparing(row -> LocalDateTime.parse(row[updated], format)));
          List<String> groups =
              log.stream().map(row -> row[group]).filter(name -> !name.equals("?")).toList();
          int changes = 0;
          for (int i = 1; i < groups.size(); i++) {
            changes += groups.get(i).equals(groups.get(i - 1)) ? 0 : 1;
          }
          hops.put(incident, changes);
        });
    return hops;
  }

  private static List<String> lines(Path outer) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(outer))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().endsWith(".csv.zip") && !entry.getName().startsWith("__MACOSX")) {
          ZipInputStream inner = new ZipInputStream(zip);
          inner.getNextEntry();
          return new BufferedReader(new InputStreamReader(inner, StandardCharsets.UTF_8))
              .lines()
              .filter(line -> !line.isBlank())
              .toList();
        }
      }
    }
    throw new IOException("no CSV in " + outer);
  }
}
