package io.breakwater.app.flow;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Up to which event time a job has come. */
final class Watermarks {
  private Watermarks() {}

  /**
   * The lowest watermark that any task of the job has got.
   *
   * @throws IOException with one sentence, when there is none yet
   */
  static Instant lowest(FlinkApi flink, String job, List<String> vertices) throws IOException {
    long lowest = Long.MAX_VALUE;
    for (String vertex : vertices) {
      for (JsonNode metric : flink.get("/jobs/" + job + "/vertices/" + vertex + "/watermarks")) {
        long watermark = metric.path("value").asLong(Long.MIN_VALUE);
        // The least number is "none yet", the greatest the end of a bounded input.
        if (watermark != Long.MIN_VALUE && watermark != Long.MAX_VALUE) {
          lowest = Math.min(lowest, watermark);
        }
      }
    }
    if (lowest == Long.MAX_VALUE) {
      throw new IOException("no watermark has come yet");
    }
    return Instant.ofEpochMilli(lowest);
  }
}
