package io.breakwater.flink.scoring;

import static io.breakwater.flink.scoring.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.domain.event.ExceptionEvent;
import io.breakwater.domain.event.Kind;
import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.event.Severity;
import io.breakwater.domain.policy.Aggregate;
import io.breakwater.flink.counts.CountDelta;
import io.breakwater.flink.json.JsonTypeInformation;
import io.breakwater.flink.policy.PolicyVersion;
import io.breakwater.flink.scoring.feature.Answer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FlinkTypesTest {

  static Stream<TracedEvent> events() {
    ExceptionEvent least =
        new ExceptionEvent("E", "s", null, "a.b", null, NOON, null, null, null, null);
    return Stream.of(
        Samples.traced(Samples.event("Ü-1 𝄞", NOON.plusNanos(1)), 1L << 40),
        Samples.traced(least, 0));
  }

  private static <T> T roundTrip(TypeSerializer<T> serializer, T value) throws Exception {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(value, out);
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    DataOutputSerializer copy = new DataOutputSerializer(64);
    serializer.copy(in, copy);
    assertThat(copy.getCopyOfBuffer()).isEqualTo(out.getCopyOfBuffer());
    return serializer.deserialize(new DataInputDeserializer(copy.getCopyOfBuffer()));
  }

  @Test
  void whatIsCountedIsAPojo() {
    PojoTestUtils.assertSerializedAsPojo(CountDelta.class);
  }

  @ParameterizedTest
  @MethodSource("events")
  void anEventCrossesOperatorsUnchanged(TracedEvent event) throws Exception {
    PackedEvent packed = roundTrip(PackedEvent.Serializer.INSTANCE, PackedEvent.of(event));
    assertThat(packed.unpack()).isEqualTo(event);
    assertThat(packed.exceptionKey()).isEqualTo(ExceptionKey.of(event.event()));
  }

  @ParameterizedTest
  @MethodSource("events")
  void aRecordCrossesOperatorsAsJson(TracedEvent event) throws Exception {
    TypeSerializer<RawRecord> serializer =
        JsonTypeInformation.of(RawRecord.class).createSerializer(new SerializerConfigImpl());
    RawRecord record = RawRecord.of(event);

    assertThat(roundTrip(serializer, record)).isEqualTo(record);
  }

  @ParameterizedTest
  @MethodSource("events")
  void whatWaitsIsKeptAsItIs(TracedEvent event) throws Exception {
    FreshEvent fresh =
        new FreshEvent(
            event.event().eventId(),
            PackedEvent.of(event),
            true,
            1L << 40,
            3,
            List.of(new PolicyVersion(5, "ü".repeat(70_000))));
    WaitingEvents waiting =
        new WaitingEvents(
            List.of(fresh),
            List.of(
                new Answer(ExceptionKey.of(event.event()), fresh.bits(), 2, new double[] {1.5})));

    WaitingEvents read = roundTrip(new WaitingEvents.Serializer(), waiting);

    assertThat(read.events())
        .usingRecursiveFieldByFieldElementComparator()
        .isEqualTo(waiting.events());
    assertThat(read.events().get(0).event().unpack()).isEqualTo(event);
    assertThat(read.answers())
        .usingRecursiveFieldByFieldElementComparator()
        .isEqualTo(waiting.answers());
  }

  /** They are written as their places, into state that later releases read. */
  @Test
  void constantsThatAreInStateKeepTheirPlaces() {
    assertThat(Kind.values()).containsExactly(Kind.RAISED, Kind.UPDATED, Kind.RESOLVED);
    assertThat(Severity.values())
        .containsExactly(Severity.LOW, Severity.MEDIUM, Severity.HIGH, Severity.CRITICAL);
    assertThat(Arrays.stream(Aggregate.values()).map(Enum::name))
        .containsExactly(
            "COUNT",
            "SUM",
            "MIN",
            "MAX",
            "MEAN",
            "DISTINCT",
            "RATE",
            "TIME_SINCE_LAST",
            "EWMA",
            "Z_SCORE");
  }

  @Test
  void anEventThatWaitsTwiceTakesOneAnswerOfEachGroup() {
    FreshEvent event =
        new FreshEvent(
            "00000000000000ff0123456789abcdef",
            PackedEvent.of(events().findFirst().orElseThrow()),
            false,
            1,
            2,
            List.of());
    Answer first = new Answer(1, event.bits(), 0, new double[] {1});
    Answer again = new Answer(1, event.bits(), 0, new double[] {2});
    Answer other = new Answer(1, event.bits(), 1, new double[] {3});
    WaitingEvents waiting = WaitingEvents.NONE.with(event).with(event).with(first).with(again);
    assertThat(waiting.ready()).isNull();

    WaitingEvents.Ready ready = waiting.with(other).ready();
    assertThat(ready.answers()).containsExactly(first, other);
    assertThat(ready.rest().answers()).containsExactly(again);
    assertThat(ready.rest().events()).hasSize(1);
  }

  @Test
  void theJsonSerializerKnowsItsTypeAgainAfterARestart() throws Exception {
    TypeSerializer<ScoredException> serializer =
        JsonTypeInformation.of(ScoredException.class).createSerializer(new SerializerConfigImpl());
    DataOutputSerializer out = new DataOutputSerializer(64);
    TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());

    TypeSerializerSnapshot<ScoredException> read =
        TypeSerializerSnapshot.readVersionedSnapshot(
            new DataInputDeserializer(out.getCopyOfBuffer()), getClass().getClassLoader());

    assertThat(read.restoreSerializer()).isEqualTo(serializer);
    assertThat(
            serializer.snapshotConfiguration().resolveSchemaCompatibility(read).isCompatibleAsIs())
        .isTrue();
  }
}
