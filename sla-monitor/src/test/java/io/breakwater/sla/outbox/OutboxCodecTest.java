package io.breakwater.sla.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.domain.trace.TraceContext;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxCodecTest {
  private static final TraceContext TRACE =
      new TraceContext("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7");

  @Test
  void unpacksWhatItPacked() {
    List<OutboxRecord> records =
        List.of(
            new OutboxRecord("breakwater.sla", "a", TRACE, new byte[] {1, 2, 3}),
            new OutboxRecord("breakwater.dead-letters", "clé", TRACE, new byte[0]));
    assertThat(OutboxCodec.unpack(OutboxCodec.pack(records)))
        .usingRecursiveFieldByFieldElementComparator()
        .isEqualTo(records);
  }

  @Test
  void refusesWhatIsDamaged() {
    byte[] packed = OutboxCodec.pack(List.of(new OutboxRecord("t", "k", TRACE, new byte[9])));
    assertThatThrownBy(() -> OutboxCodec.unpack(Arrays.copyOf(packed, 12)))
        .isInstanceOf(UncheckedIOException.class);
  }
}
