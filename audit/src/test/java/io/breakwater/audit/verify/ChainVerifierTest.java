package io.breakwater.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.audit.ledger.Batch;
import io.breakwater.audit.ledger.Fact;
import io.breakwater.audit.ledger.Partition;
import io.breakwater.audit.ledger.Range;
import io.breakwater.audit.merkle.Chain;
import io.breakwater.audit.merkle.Hash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ChainVerifierTest {
  private static final String TOPIC = "breakwater.work";
  private static final Partition PARTITION = new Partition(TOPIC, 0);

  /** A batch with its facts, as a database would return them. */
  private record Stored(Batch batch, List<Fact> facts) {
    Stored withFacts(List<Fact> other) {
      return new Stored(batch, other);
    }

    Stored withBatch(Batch other) {
      return new Stored(other, facts);
    }
  }

  @Test
  void whatWasWrittenHolds() {
    ChainVerifier verifier = new ChainVerifier();
    for (Stored stored : ledger()) {
      assertThat(verifier.next(stored.batch(), stored.facts())).isEmpty();
    }
    assertThat(verifier.end(Map.of(PARTITION, 9L))).isEmpty();
    assertThat(verifier.facts()).isEqualTo(8);
    assertThat(verifier.withoutRecord()).isEqualTo(1);
    assertThat(verifier.head()).isEqualTo(ledger().get(2).batch().head());
  }

  @Test
  void aChangedFactIsFoundInItsBatch() {
    assertThat(
            faultAfter(
                1,
                s -> {
                  List<Fact> facts = new ArrayList<>(s.facts());
                  facts.set(0, fact(facts.get(0).offset(), "closed"));
                  return s.withFacts(facts);
                }))
        .contains("fact-changed@2");
  }

  @Test
  void aFactThatWasTakenAwayAddedOrMovedIsFound() {
    assertThat(faultAfter(1, s -> s.withFacts(s.facts().subList(1, 3)))).contains("fact-changed@2");
    assertThat(
            faultAfter(
                1,
                s -> {
                  List<Fact> facts = new ArrayList<>(s.facts());
                  facts.add(fact(99, "opened"));
                  return s.withFacts(facts);
                }))
        .contains("fact-changed@2");
    assertThat(
            faultAfter(
                1, s -> s.withFacts(List.of(s.facts().get(1), s.facts().get(0), s.facts().get(2)))))
        .contains("fact-changed@2");
  }

  @Test
  void aChangedHeaderIsFound() {
    assertThat(
            faultAfter(
                1,
                s ->
                    s.withBatch(
                        new Batch(
                            2,
                            s.batch().header().replace("2026", "2025"),
                            s.batch().root(),
                            s.batch().previous(),
                            s.batch().chainHash()))))
        .contains("chain-broken@2");
  }

  @Test
  void aBatchThatWasRewrittenWithItsHashesBreaksTheNextOne() {
    assertThat(
            faultAfter(
                1,
                s -> {
                  List<Fact> facts = s.facts().stream().map(f -> fact(f.offset(), "x")).toList();
                  Hash root = Batch.tree(facts).root();
                  return new Stored(
                      new Batch(
                          2,
                          s.batch().header(),
                          root,
                          s.batch().previous(),
                          Chain.link(s.batch().previous(), root, s.batch().header())),
                      facts);
                }))
        .contains("chain-broken@3");
  }

  @Test
  void aMissingBatchIsFound() {
    ChainVerifier verifier = new ChainVerifier();
    List<Stored> ledger = ledger();
    assertThat(verifier.next(ledger.get(0).batch(), ledger.get(0).facts())).isEmpty();
    assertThat(verifier.next(ledger.get(2).batch(), ledger.get(2).facts()))
        .get()
        .extracting(Fault::code, Fault::batch)
        .containsExactly("batch-missing", 2L);
  }

  @Test
  void batchesCutOffTheEndAreFound() {
    ChainVerifier verifier = new ChainVerifier();
    Stored first = ledger().get(0);
    assertThat(verifier.next(first.batch(), first.facts())).isEmpty();
    assertThat(verifier.end(Map.of(PARTITION, 9L)))
        .get()
        .extracting(Fault::code)
        .isEqualTo("tail-missing");
  }

  @Test
  void aWriterThatTakesARecordTwiceOrLeavesOneOutIsFound() {
    assertThat(sealedAs(new Range(TOPIC, 0, 0, 3, 3), 0, 1, 2)).isEmpty();
    assertThat(sealedAs(new Range(TOPIC, 0, 1, 3, 2), 1, 2)).contains("range-broken@1");
    assertThat(sealedAs(new Range(TOPIC, 0, 0, 3, 3), 0, 1, 1)).contains("range-broken@1");
    assertThat(sealedAs(new Range(TOPIC, 0, 0, 3, 3), 0, 2)).contains("range-broken@1");
    assertThat(sealedAs(new Range(TOPIC, 0, 0, 3, 3), 0, 1, 3)).contains("range-broken@1");
    assertThat(sealedAs(new Range(TOPIC, 1, 0, 3, 3), 0, 1, 2)).contains("range-broken@1");
  }

  private static Optional<String> sealedAs(Range range, long... offsets) {
    List<Fact> facts = LongStream.of(offsets).mapToObj(o -> fact(o, "opened")).toList();
    Batch batch = Batch.seal(Batch.Head.START, Instant.EPOCH, List.of(range), facts);
    return new ChainVerifier().next(batch, facts).map(f -> f.code() + "@" + f.batch());
  }

  private static Optional<String> faultAfter(int batch, UnaryOperator<Stored> change) {
    List<Stored> ledger = new ArrayList<>(ledger());
    ledger.set(batch, change.apply(ledger.get(batch)));
    ChainVerifier verifier = new ChainVerifier();
    return ledger.stream()
        .map(stored -> verifier.next(stored.batch(), stored.facts()))
        .flatMap(Optional::stream)
        .findFirst()
        .map(f -> f.code() + "@" + f.batch());
  }

  /** Three batches of one partition; offset 3 holds no record. */
  private static List<Stored> ledger() {
    Stored first = stored(Batch.Head.START, 0, 3, 0, 1, 2);
    Stored second = stored(first.batch().head(), 3, 7, 4, 5, 6);
    Stored third = stored(second.batch().head(), 7, 9, 7, 8);
    return List.of(first, second, third);
  }

  private static Stored stored(Batch.Head head, long from, long to, long... offsets) {
    List<Fact> facts = LongStream.of(offsets).mapToObj(o -> fact(o, "opened")).toList();
    Range range = new Range(TOPIC, 0, from, to, facts.size());
    return new Stored(
        Batch.seal(head, Instant.parse("2026-01-01T00:00:00Z"), List.of(range), facts), facts);
  }

  private static Fact fact(long offset, String kind) {
    return new Fact(TOPIC, 0, offset, 1, null, "a".repeat(32), null, kind, "{}", Hash.ZERO);
  }
}
