package io.breakwater.scoring.correlation;

import static io.breakwater.scoring.correlation.Rules.at;
import static io.breakwater.scoring.correlation.Rules.member;
import static io.breakwater.scoring.correlation.Rules.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StateCodecTest {

  private interface Writing {
    void to(DataOutputStream out) throws IOException;
  }

  private static DataInputStream written(Writing writing) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    writing.to(new DataOutputStream(bytes));
    return new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
  }

  @Test
  void stateIsReadAsItWasWritten() throws IOException {
    Replay replay = new Replay(rule(), Duration.ofHours(1));
    for (int i = 0; i < 300; i++) {
      replay.add(member("m-" + i, i * 400L, 50 + i % 50, "hôst-𝄞-" + i));
      replay.watermark(at(i * 400L - 3_000));
    }
    replay.add(member("late", 7_000, 50));

    for (Slice slice : replay.slices().values()) {
      assertThat(StateCodec.readSlice(written(out -> StateCodec.write(slice, out))))
          .isEqualTo(slice);
    }
    Sessions sessions = replay.sessions();
    assertThat(sessions.list()).hasSizeGreaterThan(1);
    assertThat(StateCodec.readSessions(written(out -> StateCodec.write(sessions, out))))
        .isEqualTo(sessions);
  }

  @Test
  void aFormOfTheFutureIsRefused() {
    assertThatThrownBy(() -> StateCodec.readSlice(written(out -> out.writeByte(9))))
        .isInstanceOf(IOException.class)
        .hasMessage("the state has form 9, this version knows 1");
  }
}
