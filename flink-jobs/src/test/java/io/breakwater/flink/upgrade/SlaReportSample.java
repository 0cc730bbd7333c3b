package io.breakwater.flink.upgrade;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.event.Kind;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.sla.Outcome;
import io.breakwater.domain.sla.Target;
import io.breakwater.domain.sla.report.SlaOutcome;
import io.breakwater.domain.sla.report.SlaReport;
import io.breakwater.domain.sla.report.SlaWindow;
import io.breakwater.flink.job.JobArguments;
import io.breakwater.flink.kafka.TestKafka;
import io.breakwater.flink.slareport.Journals;
import io.breakwater.flink.slareport.Journals.Sent;
import io.breakwater.flink.slareport.SlaReportJob;
import io.breakwater.flink.slareport.WorkInput;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Two work items whose clocks run in the savepoint; then one of their records again, and their
 * ends, of which a job that forgot them could make nothing.
 */
final class SlaReportSample implements Sample {

  @Override
  public String job() {
    return SlaReportJob.NAME;
  }

  @Override
  public JobArguments argumentsBefore() {
    return JobArguments.none();
  }

  @Override
  public void before(TestKafka kafka) {
    kafka.sendPolicy("test@1", Journals.policy(1).yaml());
    begin(kafka);
  }

  @Override
  public void assertSettled(TestKafka kafka) {
    assertThat(outcome(kafka, "a-1", Target.RESOLVE)).isEqualTo(Outcome.RUNNING);
    assertThat(outcome(kafka, "b-1", Target.RESOLVE)).isEqualTo(Outcome.RUNNING);
  }

  @Override
  public void after(TestKafka kafka) {
    Journals journals = begin(kafka);
    send(kafka, journals, new Sent("a-1", Kind.RESOLVED, 30));
    send(kafka, journals, new Sent("b-1", Kind.RESOLVED, 200));
    send(kafka, journals, new Sent("c-1", Kind.RAISED, 601));
  }

  @Override
  public void assertGoesOn(TestKafka kafka) {
    assertThat(outcome(kafka, "a-1", Target.RESOLVE)).isEqualTo(Outcome.MET);
    assertThat(outcome(kafka, "b-1", Target.ACKNOWLEDGE)).isEqualTo(Outcome.BREACHED);
    assertThat(outcome(kafka, "b-1", Target.RESOLVE)).isEqualTo(Outcome.MET);
    assertThat(report(kafka).values())
        .anySatisfy(
            record -> {
              assertThat(record).isInstanceOf(SlaWindow.class);
              SlaWindow window = (SlaWindow) record;
              assertThat(window.desk()).isEqualTo("b");
              assertThat(window.length()).isEqualTo(Duration.ofMinutes(5));
              assertThat(window.opened()).isEqualTo(1);
              assertThat(window.resolved()).isEqualTo(1);
              assertThat(window.breached()).isEqualTo(1);
            });
  }

  private static Journals begin(TestKafka kafka) {
    Journals journals = new Journals();
    send(kafka, journals, new Sent("a-1", Kind.RAISED, 0));
    send(kafka, journals, new Sent("b-1", Kind.RAISED, 10));
    return journals;
  }

  private static void send(TestKafka kafka, Journals journals, Sent sent) {
    String id = Journals.id(sent.exceptionId());
    int partition = id.getBytes(UTF_8)[0] % TestKafka.PARTITIONS;
    for (WorkInput input : journals.arrive(sent, "test@1")) {
      kafka.send(kafka.topics().work(), partition, id, Json.bytes(input.work()));
    }
  }

  private static Outcome outcome(TestKafka kafka, String exceptionId, Target target) {
    String id = SlaOutcome.id(Journals.id(exceptionId), "standard", target, 1);
    return report(kafka).get(id) instanceof SlaOutcome outcome ? outcome.outcome() : null;
  }

  /** The last record of every id. */
  private static Map<String, SlaReport> report(TestKafka kafka) {
    Map<String, SlaReport> last = new LinkedHashMap<>();
    kafka
        .read(kafka.topics().slaReport(), SlaReport.class)
        .forEach(each -> last.put(each.id(), each));
    return last;
  }
}
