package io.breakwater.audit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.audit.merkle.Hash;
import io.breakwater.audit.verify.Fault;
import io.breakwater.audit.verify.Verification;
import io.breakwater.audit.verify.Verifier;
import io.breakwater.platform.sql.Transactions;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerWriterIT {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-02T10:00:00Z"), ZoneOffset.UTC);
  private static final String TOPIC = "breakwater.work";

  private final DataSource db = Postgres.database();
  private final LedgerWriter writer = new LedgerWriter(db, CLOCK);
  private final LedgerReader reader = new LedgerReader(db);

  @Test
  void whatIsAppendedIsReadBackToTheLetterAndVerifies() throws SQLException {
    List<Fact> written = new ArrayList<>();
    Claim claim = writer.claim(TOPIC, 0);
    for (String kind :
        List.of("opened", "tab\there", "line\nbreak\r", "back\\slash \\N", "ünï 🦊")) {
      Fact fact = fact(written.size(), kind, written.isEmpty() ? null : 5L);
      written.add(fact);
      writer.append(List.of(new Entry(claim, fact)));
    }
    assertThat(reader.facts(1, 99)).extracting(Placed::fact).isEqualTo(written);
    assertThat(verify().status()).isEqualTo(Verification.Status.OK);
    assertThat(verify().facts()).isEqualTo(5);
  }

  @Test
  void batchesOfSeveralPartitionsAreChained() throws SQLException {
    Claim zero = writer.claim(TOPIC, 0);
    Claim one = writer.claim(TOPIC, 1);
    Batch first = append(zero, 0, 1, 2);
    List<Entry> mixed = new ArrayList<>(entries(zero, 3, 4));
    mixed.addAll(entries(one, 0, 1));
    mixed.addAll(entries(zero, 5));
    Batch second = writer.append(mixed);
    assertThat(first.previous()).isEqualTo(Hash.ZERO);
    assertThat(second.previous()).isEqualTo(first.chainHash());
    assertThat(BatchHeader.parse(second.header()).ranges())
        .containsExactly(new Range(TOPIC, 0, 3, 6, 3), new Range(TOPIC, 1, 0, 2, 2));
    assertThat(reader.end().recorded())
        .containsEntry(new Partition(TOPIC, 0), 6L)
        .containsEntry(new Partition(TOPIC, 1), 2L);
    assertThat(verify().status()).isEqualTo(Verification.Status.OK);
  }

  @Test
  void aRestartGoesOnWhereTheLastTransactionEnded() throws SQLException {
    append(writer.claim(TOPIC, 0), 0, 1, 2);
    Claim again = new LedgerWriter(db, CLOCK).claim(TOPIC, 0);
    assertThat(again.next()).isEqualTo(3);
    append(again, 3, 4);
    assertThat(verify().facts()).isEqualTo(5);
  }

  @Test
  void aRecordIsNeverRecordedTwice() throws SQLException {
    Claim claim = writer.claim(TOPIC, 0);
    append(claim, 0, 1, 2);
    assertThatThrownBy(() -> append(claim, 2, 3)).isInstanceOf(ClaimLostException.class);
    assertThatThrownBy(() -> append(claim, 3, 3)).isInstanceOf(ClaimLostException.class);
    assertThatThrownBy(() -> append(claim, 4, 3)).isInstanceOf(ClaimLostException.class);
    append(claim, 3);
    assertThat(verify().facts()).isEqualTo(4);
    assertThat(verify().status()).isEqualTo(Verification.Status.OK);
  }

  @Test
  void aLaterClaimFencesTheEarlierWriter() throws SQLException {
    Claim old = writer.claim(TOPIC, 0);
    Claim untouched = writer.claim(TOPIC, 1);
    append(old, 0, 1);
    Claim taken = new LedgerWriter(db, CLOCK).claim(TOPIC, 0);
    List<Entry> both = new ArrayList<>(entries(untouched, 0));
    both.addAll(entries(old, 2));
    assertThatThrownBy(() -> writer.append(both))
        .isInstanceOf(ClaimLostException.class)
        .hasMessageContaining("took over breakwater.work/0");
    append(taken, 2, 3);
    append(untouched, 0);
    assertThat(verify().facts()).isEqualTo(5);
  }

  @Test
  void offsetsWithoutARecordAreCountedNotLost() throws SQLException {
    append(writer.claim(TOPIC, 0), 4, 5, 9);
    assertThat(verify().withoutRecord()).isEqualTo(7);
    assertThat(verify().status()).isEqualTo(Verification.Status.OK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE audit.facts SET kind = 'closed'",
        "DELETE FROM audit.facts",
        "TRUNCATE audit.facts",
        "UPDATE audit.batches SET header = ''",
        "DELETE FROM audit.batches WHERE id = 1",
        "TRUNCATE audit.batches",
      })
  void theDatabaseRefusesChanges(String sql) throws SQLException {
    append(writer.claim(TOPIC, 0), 0, 1);
    assertThatThrownBy(
            () ->
                Transactions.run(
                    db,
                    connection -> {
                      try (Statement statement = connection.createStatement()) {
                        return statement.execute(sql);
                      }
                    }))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("append-only");
    assertThat(verify().facts()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UPDATE audit.facts SET summary = '{}x' WHERE record_offset = 3 | fact-changed | 2",
        "UPDATE audit.facts SET at = at + 1 WHERE record_offset = 3 | fact-changed | 2",
        "UPDATE audit.facts SET occurred_at = 7 WHERE record_offset = 3 | fact-changed | 2",
        "UPDATE audit.facts SET trace_id = decode(repeat('ff', 16), 'hex') WHERE record_offset = 3 | fact-changed | 2",
        "UPDATE audit.facts SET record_hash = decode(repeat('ff', 32), 'hex') WHERE record_offset = 3 | fact-changed | 2",
        "DELETE FROM audit.facts WHERE record_offset = 3 | fact-changed | 2",
        "UPDATE audit.facts SET leaf = 5 - leaf WHERE batch = 2 | fact-changed | 2",
        "UPDATE audit.batches SET header = replace(header, '2026', '2025') WHERE id = 2 | chain-broken | 2",
        "UPDATE audit.batches SET root = decode(repeat('00', 32), 'hex') WHERE id = 2 | chain-broken | 2",
        "DELETE FROM audit.batches WHERE id = 2 | batch-missing | 2",
        "DELETE FROM audit.batches WHERE id = 3 | tail-missing |",
        "UPDATE audit.facts SET batch = 0 WHERE batch = 2 | fact-changed | 2",
      })
  void everyChangeIsFoundInItsBatch(String sql, String code, Long batch) throws SQLException {
    Claim claim = writer.claim(TOPIC, 0);
    append(claim, 0, 1, 2);
    append(claim, 3, 4);
    append(claim, 5);
    Postgres.tamper(db, sql);
    assertThat(verify().status()).isEqualTo(Verification.Status.BROKEN);
    assertThat(verify().fault()).extracting(Fault::code, Fault::batch).containsExactly(code, batch);
  }

  @Test
  void aFactThatNobodySealedIsFound() throws SQLException {
    append(writer.claim(TOPIC, 0), 0);
    Postgres.tamper(
        db,
        "INSERT INTO audit.facts SELECT 0, 77, at, occurred_at, source, 0, trace_id, work_item_id,"
            + " record_hash, kind, summary FROM audit.facts");
    assertThat(verify().fault().code()).isEqualTo("fact-stray");
  }

  @Test
  void aLedgerRewrittenFromTheStartIsFoundByAHashNotedDownElsewhere() throws SQLException {
    Hash noted = append(writer.claim(TOPIC, 0), 0, 1).chainHash();
    append(writer.claim(TOPIC, 0), 2);
    assertThat(verify(noted).status()).isEqualTo(Verification.Status.OK);
    Postgres.tamper(db, "DELETE FROM audit.facts");
    Postgres.tamper(db, "DELETE FROM audit.batches");
    Postgres.tamper(db, "UPDATE audit.sources SET next_offset = 0");
    append(writer.claim(TOPIC, 0), 0, 1, 2);
    assertThat(verify().status()).isEqualTo(Verification.Status.OK);
    assertThat(verify(noted).fault().code()).isEqualTo("head-unknown");
  }

  private Batch append(Claim claim, long... offsets) throws SQLException {
    return writer.append(entries(claim, offsets));
  }

  private static List<Entry> entries(Claim claim, long... offsets) {
    return LongStream.of(offsets)
        .mapToObj(
            offset ->
                new Entry(
                    claim,
                    new Fact(
                        claim.topic(),
                        claim.partition(),
                        offset,
                        1,
                        null,
                        "a".repeat(32),
                        null,
                        "opened",
                        "{}",
                        Hash.ZERO)))
        .toList();
  }

  private static Fact fact(long offset, String kind, Long occurredAt) {
    return new Fact(
        TOPIC,
        0,
        offset,
        Long.MAX_VALUE,
        occurredAt,
        "a".repeat(32),
        occurredAt == null ? null : "b".repeat(32),
        kind,
        "{\"" + kind + "\":\"\"}",
        Hash.ZERO);
  }

  private Verification verify() throws SQLException {
    return verify(null);
  }

  private Verification verify(Hash expected) throws SQLException {
    return new Verifier(reader, "localhost:1", CLOCK).run(false, expected, state -> {});
  }
}
