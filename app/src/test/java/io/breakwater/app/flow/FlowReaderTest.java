package io.breakwater.app.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.breakwater.app.flow.Flow.JobFlow;
import io.breakwater.app.membership.ClusterView;
import io.breakwater.domain.topic.Topics;
import io.breakwater.embedded.LoopbackPorts;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers as Flink 2.3 gives them, and what becomes of answers that do not come. */
class FlowReaderTest {
  private static final Instant NOW = Instant.parse("2026-03-02T10:15:30Z");
  private static final ClusterView ALONE =
      new ClusterView(
          1, List.of(new ClusterView.Node("h:1", "Up", true, List.of("routing"), true)));
  private static final long MILLIS = NOW.toEpochMilli();

  private final Map<String, String> answers = new HashMap<>();
  private final AtomicInteger asked = new AtomicInteger();
  private HttpServer flink;
  private final Admin nobody =
      Admin.create(
          Map.<String, Object>of(
              "bootstrap.servers",
              LoopbackPorts.HOST + ":" + LoopbackPorts.free(),
              "default.api.timeout.ms",
              500,
              "request.timeout.ms",
              500));

  @BeforeEach
  void startFlink() throws IOException {
    flink = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    flink.createContext("/", this::handle);
    flink.start();
    answer(
        "/jobs/overview",
        "{'jobs':[{'jid':'old','name':'scoring','state':'FAILED','start-time':1},"
            + "{'jid':'j','name':'scoring','state':'RUNNING','start-time':2}]}");
    answer("/jobs/j/metrics?get=numRestarts", "[{'id':'numRestarts','value':'3'}]");
    answer(
        "/jobs/j/checkpoints",
        "{'counts':{'failed':3},'latest':{'completed':{'trigger_timestamp':%d,'end_to_end_duration':42,'checkpointed_size':1000,'state_size':9000}},"
                .formatted(MILLIS - 4_000)
            + "'history':[{'status':'IN_PROGRESS','trigger_timestamp':%d},{'status':'FAILED','trigger_timestamp':%d},{'status':'COMPLETED','trigger_timestamp':%d},{'status':'FAILED','trigger_timestamp':%d}]}"
                .formatted(MILLIS - 1_000, MILLIS - 2_000, MILLIS - 4_000, MILLIS - 5_000));
    answer(
        "/jobs/j",
        "{'vertices':[{'id':'a','name':'Source: exceptions','parallelism':2},"
            + "{'id':'b','name':'score','parallelism':2}]}");
    answer(
        "/jobs/j/vertices/a/subtasks/metrics",
        "[{'id':'Source__exceptions.numRecordsInPerSecond'},{'id':'Source__exceptions.pendingRecords'},{'id':'numRecordsInPerSecond'},"
            + "{'id':'Source__exceptions.KafkaSourceReader.topic.t.partition.0.currentOffset'}]");
    answer(
        "/jobs/j/vertices/a/subtasks/metrics?agg=sum,max",
        "[{'id':'busyTimeMsPerSecond','sum':900.0,'max':500.0},{'id':'backPressuredTimeMsPerSecond','sum':0.0,'max':250.0},"
            + "{'id':'Source__exceptions.numRecordsInPerSecond','sum':120.5,'max':60.5},{'id':'Source__exceptions.pendingRecords','sum':7.0,'max':4.0}]");
    answer(
        "/jobs/j/vertices/b/subtasks/metrics", "[{'id':'scored__Writer.numRecordsInPerSecond'}]");
    answer(
        "/jobs/j/vertices/b/subtasks/metrics?agg=sum,max",
        "[{'id':'busyTimeMsPerSecond','sum':'NaN','max':'NaN'},"
            + "{'id':'scored__Writer.numRecordsInPerSecond','sum':118.0,'max':60.0}]");
    answer("/jobs/j/vertices/a/watermarks", "[]");
    answer(
        "/jobs/j/vertices/b/watermarks",
        "[{'id':'0.currentInputWatermark','value':'%d'},{'id':'1.currentInputWatermark','value':'-9223372036854775808'}]"
            .formatted(MILLIS - 6_000));
  }

  @AfterEach
  void stop() {
    flink.stop(0);
    nobody.close(Duration.ZERO);
  }

  @Test
  void aJobIsReadFromItsLatestRun() {
    JobFlow job = job(reader(url()).now(), "scoring");
    assertThat(job.id()).isEqualTo("j");
    assertThat(job.state()).isEqualTo("RUNNING");
    assertThat(job.restarts()).isEqualTo(3);
    assertThat(job.in()).containsExactly(new Flow.Source("exceptions", 120.5, 7L));
    assertThat(job.out()).containsExactly(new Flow.Sink("scored", 118));
    assertThat(job.watermarkDelayMs()).isEqualTo(6_000);
    assertThat(job.busy()).isEqualTo(0.5);
    assertThat(job.backpressure()).isEqualTo(0.25);
    assertThat(job.checkpoint())
        .isEqualTo(new Flow.Checkpoint(Instant.ofEpochMilli(MILLIS - 4_000), 4_000, 42, 1_000, 1));
    assertThat(job.vertices()).extracting(Flow.Vertex::busy).containsExactly(0.5, null);
    assertThat(job.problems()).isEmpty();
  }

  @Test
  void theNodesAreThere() {
    Flow flow = reader(url()).now();
    assertThat(flow.cluster().nodes()).hasSize(1);
    assertThat(flow.cluster().working()).isEqualTo(1);
    assertThat(flow.cluster().unreachable()).isZero();
  }

  @Test
  void aJobThatShouldRunAndIsNotThereIsNamed() {
    JobFlow job = job(reader(url()).now(), "correlation");
    assertThat(job.state()).isEqualTo(FlinkJobs.ABSENT);
  }

  @Test
  void aPartThatCannotBeHadIsMissingWithAReasonAndTheOthersAreThere() {
    answer("/jobs/j/checkpoints", "{'latest':{'completed':null}}");
    answers.remove("/jobs/j/metrics?get=numRestarts");
    answer("/jobs/j/vertices/b/watermarks", "[]");
    Flow flow = reader(url()).now();
    JobFlow job = job(flow, "scoring");
    assertThat(job.checkpoint()).isNull();
    assertThat(job.restarts()).isNull();
    assertThat(job.watermark()).isNull();
    assertThat(job.in()).hasSize(1);
    assertThat(job.problems())
        .containsEntry("checkpoint", "no checkpoint has completed since the job was submitted")
        .containsEntry("watermark", "no watermark has come yet")
        .containsKey("restarts");
    assertThat(flow.consumers()).isNull();
    assertThat(flow.problems().get("consumers"))
        .startsWith("Kafka does not say how far the consumers are");
  }

  @Test
  void withoutFlinkThereAreNoJobsButAReason() {
    URI gone = url();
    flink.stop(0);
    Flow flow = reader(Optional.of(gone)).now();
    assertThat(flow.jobs()).isNull();
    assertThat(flow.problems().get("jobs")).contains("Flink does not answer at " + gone);
    assertThat(reader(Optional.empty()).now().problems().get("jobs")).contains("--with-flink-rest");
  }

  @Test
  void anEmbeddedFlinkThatStopsIsAReasonToo() {
    FlowReader reader =
        new FlowReader(
            () -> {
              throw new IllegalStateException("MiniCluster has already been shut down.");
            },
            List.of(),
            nobody,
            Topics.DEFAULT,
            () -> ALONE,
            Clock.fixed(NOW, ZoneOffset.UTC));
    assertThat(reader.now().jobs()).isNull();
    assertThat(reader.now().problems())
        .containsEntry("jobs", "MiniCluster has already been shut down.");
  }

  @Test
  void manyWhoAskAtOnceAskFlinkOnce() {
    FlowReader reader = reader(url());
    Flow first = reader.now();
    int once = asked.get();
    assertThat(reader.now()).isSameAs(first);
    assertThat(asked).hasValue(once);
  }

  private FlowReader reader(URI rest) {
    return reader(Optional.of(rest));
  }

  private FlowReader reader(Optional<URI> rest) {
    return new FlowReader(
        () -> rest,
        List.of("scoring", "correlation"),
        nobody,
        Topics.DEFAULT,
        () -> ALONE,
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private URI url() {
    return URI.create("http://" + LoopbackPorts.HOST + ":" + flink.getAddress().getPort());
  }

  private static JobFlow job(Flow flow, String name) {
    return flow.jobs().stream().filter(job -> job.name().equals(name)).findFirst().orElseThrow();
  }

  private void answer(String request, String json) {
    answers.put(request, json.replace('\'', '"'));
  }

  private void handle(HttpExchange exchange) throws IOException {
    asked.incrementAndGet();
    String request = exchange.getRequestURI().toString().replaceFirst("(agg=sum,max)&.*", "$1");
    String answer = answers.get(request);
    byte[] body = (answer == null ? "{}" : answer).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer == null ? 404 : 200, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }
}
