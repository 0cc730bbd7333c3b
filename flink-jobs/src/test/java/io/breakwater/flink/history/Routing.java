package io.breakwater.flink.history;

import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.json.Json;
import io.breakwater.flink.kafka.TestKafka;
import io.breakwater.flink.slareport.Journals;
import io.breakwater.flink.slareport.WorkInput;
import java.util.List;

/**
 * What stands between topics {@code scored} and {@code work}: the life of work items, without the
 * actors that lead it. The desk of an exception is that of its market.
 */
final class Routing {
  private final TestKafka kafka;
  private final Journals journals = new Journals();
  private final Disorder disorder = new Disorder();

  Routing(TestKafka kafka) {
    this.kafka = kafka;
  }

  void take(List<ScoredException> arriving) {
    for (ScoredException scored : arriving) {
      for (WorkInput input : journals.arrive(scored, scored.event().attributes().get("market"))) {
        String id = input.work().workItemId();
        kafka.send(kafka.topics().work(), id, Json.bytes(input.work()), input.trace());
        if (!scored.late()) {
          disorder.saw(History.partition(id), input.work().event().occurredAt());
        }
      }
    }
    kafka.flush();
  }

  Disorder disorder() {
    return disorder;
  }
}
