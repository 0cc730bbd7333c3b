package io.breakwater.app.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.app.replay.Mapping.Format;
import io.breakwater.app.replay.Mapping.Type;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryReaderTest {
  private static final Format CSV = new Format(Type.CSV, ',', "UTF-8", List.of());
  private static final Format JSON = new Format(Type.JSON_LINES, ',', "UTF-8", List.of());

  @TempDir Path dir;
  private final List<Row> rows = new ArrayList<>();
  private final List<String> unreadable = new ArrayList<>();

  @Test
  void readsQuotedCsv() throws IOException {
    read(
        CSV,
        Files.writeString(dir.resolve("a.csv"), "id,text\r\n1,\"x, \"\"y\"\"\nz\"\r\n\r\n2,\r\n"));
    assertThat(rows).extracting(r -> r.value("text")).containsExactly("x, \"y\"\nz", "");
  }

  @Test
  void readsCsvWithoutAHeaderAndWithAnotherDelimiter() throws IOException {
    Format pipes = new Format(Type.CSV, '|', "UTF-8", List.of("date", "cusip"));
    read(pipes, Files.writeString(dir.resolve("a.txt"), "20210104|B38564108\n"));
    assertThat(rows).extracting(r -> r.value("cusip")).containsExactly("B38564108");
  }

  @Test
  void readsNestedJsonByDottedNamesAndReportsWhatIsNotJson() throws IOException {
    read(
        JSON,
        Files.writeString(
            dir.resolve("a.json"), "{\"rule\":{\"id\":7,\"groups\":[\"x\"]},\"n\":null}\n{oops\n"));
    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).value("rule.id")).isEqualTo("7");
    assertThat(rows.get(0).value("rule.groups.0")).isEqualTo("x");
    assertThat(unreadable).hasSize(1).first().asString().startsWith("a.json line 2 not JSON");
  }

  @Test
  void unpacksGzipAndEveryFileOfAZipByName() throws IOException {
    Path gz = dir.resolve("a.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gz))) {
      out.write("id\n1\n".getBytes(StandardCharsets.UTF_8));
    }
    Path zip = dir.resolve("a.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (String name : List.of("b.csv", "a.csv")) {
        out.putNextEntry(new ZipEntry(name));
        out.write(("id\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    read(CSV, gz);
    read(CSV, zip);
    assertThat(rows).extracting(r -> r.value("id")).containsExactly("1", "a.csv", "b.csv");
    assertThat(rows).extracting(Row::file).containsExactly("a.csv.gz", "a.csv", "b.csv");
    assertThat(rows).extracting(Row::line).containsOnly(2L);
  }

  private void read(Format format, Path file) throws IOException {
    new HistoryReader(format, rows::add, (where, why) -> unreadable.add(where + " " + why))
        .read(file, count -> {});
  }
}
