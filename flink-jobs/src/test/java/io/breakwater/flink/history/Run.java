package io.breakwater.flink.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.incident.IncidentEvent;
import io.breakwater.domain.incident.IncidentEvent.Change;
import io.breakwater.domain.sla.Outcome;
import io.breakwater.domain.sla.report.SlaOutcome;
import io.breakwater.domain.sla.report.SlaReport;
import io.breakwater.domain.sla.report.SlaWindow;
import io.breakwater.flink.embedded.EmbeddedFlink;
import io.breakwater.flink.history.History.Sent;
import io.breakwater.flink.kafka.TestKafka;
import io.breakwater.flink.kafka.TopicReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/** The history goes through the jobs once, between topics of its own. */
final class Run implements AutoCloseable {

  /** The history comes in so many, each when what is due of those before has been scored. */
  private static final int PORTIONS = 6;

  private static final int LOST_IN_THE_CRASH = 4;

  private final ThreeJobs jobs;
  private final Upstream upstream;
  private final ScoredTopic scored;
  private final Routing routing;
  private final TopicReader incidentTopic;
  private final TopicReader reportTopic;
  private final Map<String, Set<IncidentEvent>> incidents = new TreeMap<>();
  private final Map<String, IncidentEvent> standing = new TreeMap<>();
  private final Map<String, SlaReport> report = new TreeMap<>();

  Run(EmbeddedFlink flink, Path directory, TestKafka kafka, int parallelism) {
    TwoPolicies.publish(kafka);
    jobs = new ThreeJobs(flink, directory, kafka, parallelism);
    upstream = new Upstream(kafka);
    scored = new ScoredTopic(kafka);
    routing = new Routing(kafka);
    incidentTopic = kafka.reader(kafka.topics().incidents());
    reportTopic = kafka.reader(kafka.topics().slaReport());
  }

  /** Sends all of it; the last that is said may still be on its way when this returns. */
  void take(List<Sent> history, boolean crash) throws Exception {
    jobs.start();
    for (int portion = 1; portion <= PORTIONS; portion++) {
      boolean isLost = crash && portion == LOST_IN_THE_CRASH;
      if (isLost) {
        await("every job to have said something", this::everyJobHasSaidSomething);
        jobs.checkpoint();
      }
      send(portion(history, portion));
      if (isLost) {
        jobs.crash();
        jobs.start();
      }
    }
    await("what the late one changes to have been said", this::toldOfBoth);
    send(List.of(History.bridge()));
    send(History.afterwards());
    send(History.farInTheFuture());
  }

  private static List<Sent> portion(List<Sent> history, int number) {
    Instant from = History.NOON.plus(History.LENGTH.multipliedBy(number - 1).dividedBy(PORTIONS));
    Instant to = History.NOON.plus(History.LENGTH.multipliedBy(number).dividedBy(PORTIONS));
    return history.stream()
        .filter(sent -> !sent.at().isBefore(from))
        .filter(sent -> number == PORTIONS || sent.at().isBefore(to))
        .toList();
  }

  private void send(List<Sent> portion) {
    upstream.send(portion);
    await(
        "what is due to be scored",
        () -> assertThat(scored.eventIds()).containsAll(upstream.due()));
  }

  private void everyJobHasSaidSomething() {
    assertThat(results().said()).anyMatch(said -> said.change() == Change.CLOSED);
    assertThat(results().reported(SlaOutcome.class))
        .anyMatch(clock -> clock.outcome() == Outcome.BREACHED);
  }

  private void toldOfBoth() {
    assertThat(results().said())
        .filteredOn(said -> said.change() == Change.CLOSED && said.key().equals(History.BRIDGED))
        .hasSize(2);
    assertThat(results().reported(SlaWindow.class))
        .filteredOn(window -> window.desk().equals(History.BRIDGED))
        .anyMatch(window -> window.end().equals(History.at(600)));
  }

  /** Routes and reads on until this holds. */
  void await(String what, ThrowingRunnable assertion) {
    Awaitility.await(what)
        .atMost(Duration.ofMinutes(1))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(
            () -> {
              routeAndRead();
              assertion.run();
            });
  }

  private void routeAndRead() {
    routing.take(scored.more());
    for (IncidentEvent said : incidentTopic.more(IncidentEvent.class)) {
      incidents.computeIfAbsent(said.incidentId(), id -> new LinkedHashSet<>()).add(said);
      standing.put(said.incidentId(), said);
    }
    for (SlaReport said : reportTopic.more(SlaReport.class)) {
      report.put(said.id(), said);
    }
  }

  /** By what has been read so far. */
  Results results() {
    Map<String, List<IncidentEvent>> said = new TreeMap<>();
    incidents.forEach((id, records) -> said.put(id, List.copyOf(records)));
    return new Results(scored.withoutOrigins(), said, Map.copyOf(standing), Map.copyOf(report));
  }

  /** Everything, once the jobs have stopped. */
  Results end() throws Exception {
    jobs.stop();
    routeAndRead();
    return results();
  }

  Upstream upstream() {
    return upstream;
  }

  ScoredTopic scored() {
    return scored;
  }

  /** How far topics {@code scored} and {@code work} are out of order. */
  List<Duration> disorder() {
    return List.of(scored.disorder().most(), routing.disorder().most());
  }

  @Override
  public void close() throws Exception {
    jobs.close();
    scored.close();
    incidentTopic.close();
    reportTopic.close();
  }
}
