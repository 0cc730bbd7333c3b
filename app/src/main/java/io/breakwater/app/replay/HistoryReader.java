package io.breakwater.app.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.app.replay.Mapping.Format;
import io.breakwater.domain.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads the rows of a history: CSV or JSON lines, plain, gzipped, or the files of a zip archive.
 */
public final class HistoryReader {
  private final Format format;
  private final Consumer<Row> rows;
  private final BiConsumer<String, String> unreadable;

  /**
   * @param rows takes each row
   * @param unreadable takes where and why for what is no row at all
   */
  public HistoryReader(Format format, Consumer<Row> rows, BiConsumer<String, String> unreadable) {
    this.format = format;
    this.rows = rows;
    this.unreadable = unreadable;
  }

  /**
   * Reads everything in the file, in its order; the files of an archive by name.
   *
   * @param counting sees every byte read from the file itself, for a progress bar
   */
  public void read(Path file, Consumer<Long> counting) throws IOException {
    HistoryFile.open(file, counting, this::readOne);
  }

  private void readOne(String name, InputStream bytes) throws IOException {
    Path file = Path.of(name).getFileName();
    if (!FileSystems.getDefault().getPathMatcher("glob:" + format.files()).matches(file)) {
      return;
    }
    // Not closed here: the stream may be one entry of an archive.
    Reader text =
        new BufferedReader(new InputStreamReader(bytes, Charset.forName(format.charset())));
    switch (format.type()) {
      case CSV -> readCsv(name, text);
      case JSON_LINES -> readJsonLines(name, new BufferedReader(text));
    }
  }

  private void readCsv(String name, Reader text) throws IOException {
    CSVFormat.Builder csv =
        CSVFormat.RFC4180
            .builder()
            .setDelimiter(format.delimiter())
            .setIgnoreSurroundingSpaces(true)
            .setIgnoreEmptyLines(true);
    if (format.header().isEmpty()) {
      csv.setHeader().setSkipHeaderRecord(true);
    } else {
      csv.setHeader(format.header().toArray(String[]::new));
    }
    CSVParser parser = csv.get().parse(text);
    for (Iterator<CSVRecord> records = parser.iterator(); records.hasNext(); ) {
      CSVRecord record = records.next();
      rows.accept(new Row(name, parser.getCurrentLineNumber(), present(record.toMap())));
    }
  }

  /** Without what stands for no value. */
  private Map<String, String> present(Map<String, String> values) {
    if (!format.missing().isEmpty()) {
      values.values().removeIf(value -> format.missing().contains(value.strip()));
    }
    return values;
  }

  private void readJsonLines(String name, BufferedReader text) throws IOException {
    long number = 0;
    for (String line = text.readLine(); line != null; line = text.readLine()) {
      number++;
      if (!line.isBlank()) {
        readJson(name, number, line);
      }
    }
  }

  private void readJson(String name, long number, String line) {
    try {
      Map<String, String> values = new HashMap<>();
      flatten("", Json.mapper().readTree(line), values);
      rows.accept(new Row(name, number, present(values)));
    } catch (JsonProcessingException e) {
      unreadable.accept(Row.where(name, number), "not JSON: " + e.getOriginalMessage());
    }
  }

  private static void flatten(String prefix, JsonNode node, Map<String, String> values) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              p ->
                  flatten(
                      prefix.isEmpty() ? p.getKey() : prefix + "." + p.getKey(),
                      p.getValue(),
                      values));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        flatten(prefix + "." + i, node.get(i), values);
      }
    } else if (!node.isNull()) {
      values.put(prefix, node.asText());
    }
  }
}
