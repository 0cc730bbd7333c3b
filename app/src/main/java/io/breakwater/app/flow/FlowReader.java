package io.breakwater.app.flow;

import io.breakwater.app.flow.Flow.ConsumerLag;
import io.breakwater.app.flow.Flow.JobFlow;
import io.breakwater.app.membership.ClusterView;
import io.breakwater.domain.topic.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;

/** Puts the flow together. A part that fails is missing with a reason; the others are there. */
public final class FlowReader {
  private static final Duration AGE = Duration.ofSeconds(1);
  private static final Duration CONNECT = Duration.ofSeconds(2);

  private final Supplier<Optional<URI>> flinkRest;
  private final List<String> expected;
  private final ConsumerLags lags;
  private final Supplier<ClusterView> cluster;
  private final Clock clock;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();
  private final Supplier<Flow> cached;

  /**
   * Looks at a cluster and a broker.
   *
   * @param flinkRest where Flink answers; empty while that is not known
   * @param expected jobs that are named also if Flink does not know them
   */
  public FlowReader(
      Supplier<Optional<URI>> flinkRest,
      List<String> expected,
      Admin admin,
      Topics topics,
      Supplier<ClusterView> cluster,
      Clock clock) {
    this.flinkRest = flinkRest;
    this.expected = expected;
    this.lags = new ConsumerLags(admin, topics);
    this.cluster = cluster;
    this.clock = clock;
    this.cached = new Cached<>(this::read, AGE, clock);
  }

  /** The flow now, or as it was within the last second. */
  public Flow now() {
    return cached.get();
  }

  private Flow read() {
    Instant at = clock.instant();
    Map<String, String> problems = new LinkedHashMap<>();
    return new Flow(at, cluster.get(), jobs(at, problems), consumers(problems), problems);
  }

  private List<JobFlow> jobs(Instant at, Map<String, String> problems) {
    try {
      Optional<URI> rest = flinkRest.get();
      if (rest.isEmpty()) {
        problems.put(
            "jobs",
            "It is not known where Flink answers. Name it by --with-flink-rest or"
                + " BREAKWATER_FLINK_REST_URL.");
        return null;
      }
      return new FlinkJobs(new FlinkApi(rest.get(), http), expected).read(at);
    } catch (IOException | IllegalStateException e) {
      // The latter of an embedded cluster that stops or starts.
      problems.put("jobs", e.getMessage());
      return null;
    }
  }

  private List<ConsumerLag> consumers(Map<String, String> problems) {
    try {
      return lags.read();
    } catch (IllegalStateException e) {
      problems.put("consumers", e.getMessage());
      return null;
    }
  }
}
