package io.breakwater.sla.report;

import com.fasterxml.jackson.core.JacksonException;
import io.breakwater.domain.event.DeadLetter;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.sla.report.SlaReport;
import io.breakwater.platform.ServiceContext;
import io.breakwater.platform.kafka.BatchReader;
import io.breakwater.platform.kafka.UnreadableRecord;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Keeps the tables of the report up to date with topic {@code sla-report}. */
public final class ReportFeed {
  private static final int BATCH = 2_000;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final ServiceContext context;

  private ReportFeed(ServiceContext context) {
    this.context = context;
  }

  /**
   * Starts reading.
   *
   * @param groupId the consumer group
   */
  public static BatchReader start(ServiceContext context, String groupId) {
    return BatchReader.start(
        new BatchReader.Settings(
            context.kafka().bootstrapServers(),
            context.kafka().topics().slaReport(),
            groupId,
            BATCH,
            RETRY_AFTER),
        new ReportFeed(context)::store);
  }

  private void store(List<ConsumerRecord<String, byte[]>> batch) throws SQLException {
    List<SlaReport> records = new ArrayList<>(batch.size());
    List<CompletableFuture<?>> refused = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> record : batch) {
      try {
        records.add(read(record));
      } catch (IOException e) {
        refused.add(refuse(record, e));
      }
    }
    ReportTable.save(context.db(), records);
    refused.forEach(CompletableFuture::join);
  }

  private static SlaReport read(ConsumerRecord<String, byte[]> record) throws IOException {
    if (record.value() == null) {
      throw new IOException("it has no value");
    }
    SlaReport report = Json.mapper().readValue(record.value(), SlaReport.class);
    String missing = report == null ? "everything" : ReportChecks.missing(report);
    if (missing != null) {
      throw new IOException(missing + " is missing");
    }
    return report;
  }

  private CompletableFuture<?> refuse(ConsumerRecord<String, byte[]> record, IOException why) {
    String what =
        why instanceof JacksonException json ? json.getOriginalMessage() : why.getMessage();
    DeadLetter letter =
        UnreadableRecord.letter(
            record,
            "not-an-sla-report",
            "The record is not of the SLA report: "
                + what
                + ". Only the job sla-report writes this topic; see what else does.");
    String key = record.topic() + "-" + record.partition() + "@" + record.offset();
    return context
        .kafka()
        .publisher()
        .publish(context.kafka().topics().deadLetters(), key, Json.bytes(letter), letter.trace())
        .toCompletableFuture();
  }
}
