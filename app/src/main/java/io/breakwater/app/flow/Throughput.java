package io.breakwater.app.flow;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.app.flow.Flow.Sink;
import io.breakwater.app.flow.Flow.Source;
import io.breakwater.app.flow.Flow.Vertex;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * What a job's operators count. Flink counts no records at the ends of a job as a task sees them,
 * so the numbers are those of its source and sink operators, which carry their names.
 *
 * @param vertexIds Flink's ids of the vertices, in their order
 */
record Throughput(List<String> vertexIds, List<Vertex> vertices, List<Source> in, List<Sink> out) {
  private static final String BUSY = "busyTimeMsPerSecond";
  private static final String BACKPRESSURE = "backPressuredTimeMsPerSecond";
  private static final String SOURCE = "Source__";
  private static final String READ = ".numRecordsInPerSecond";
  private static final String PENDING = ".pendingRecords";
  private static final String WRITTEN = "__Writer.numRecordsInPerSecond";
  private static final double MS_PER_SECOND = 1_000;

  /**
   * Reads them now.
   *
   * @throws IOException with one sentence, when Flink does not say
   */
  static Throughput read(FlinkApi flink, String job) throws IOException {
    Throughput all =
        new Throughput(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (JsonNode vertex : flink.get("/jobs/" + job).path("vertices")) {
      all.add(flink, job, vertex);
    }
    return all;
  }

  private void add(FlinkApi flink, String job, JsonNode vertex) throws IOException {
    String id = vertex.path("id").asText();
    List<String> ends =
        flink.names(job, id).names().stream().filter(Throughput::isOfAnEnd).toList();
    Metrics metrics =
        flink.metrics(
            job, id, Stream.concat(Stream.of(BUSY, BACKPRESSURE), ends.stream()).toList());
    vertexIds.add(id);
    vertices.add(
        new Vertex(
            vertex.path("name").asText(),
            vertex.path("parallelism").asInt(),
            share(metrics.max(BUSY)),
            share(metrics.max(BACKPRESSURE))));
    for (String name : ends) {
      OptionalDouble rate = metrics.sum(name);
      if (rate.isPresent() && name.endsWith(WRITTEN)) {
        out.add(new Sink(name.substring(0, name.length() - WRITTEN.length()), rate.getAsDouble()));
      } else if (rate.isPresent() && name.endsWith(READ)) {
        String source = name.substring(0, name.length() - READ.length());
        OptionalDouble pending = metrics.sum(source + PENDING);
        in.add(
            new Source(
                source.substring(SOURCE.length()),
                rate.getAsDouble(),
                pending.isPresent() ? (long) pending.getAsDouble() : null));
      }
    }
  }

  private static boolean isOfAnEnd(String metric) {
    boolean atTop = metric.indexOf('.') == metric.lastIndexOf('.');
    return atTop
        && (metric.endsWith(WRITTEN)
            || metric.startsWith(SOURCE) && (metric.endsWith(READ) || metric.endsWith(PENDING)));
  }

  private static Double share(OptionalDouble msPerSecond) {
    return msPerSecond.isPresent()
        ? Math.min(1, Math.max(0, msPerSecond.getAsDouble() / MS_PER_SECOND))
        : null;
  }
}
