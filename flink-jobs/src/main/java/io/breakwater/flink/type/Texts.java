package io.breakwater.flink.type;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Texts as their length and UTF-8, several times as fast as Flink's own form, which goes character
 * by character.
 */
public final class Texts {
  private Texts() {}

  private static final int SHORT = 0xFE;
  private static final int NULL = 0xFF;

  /** Writes a text, which may be null. */
  public static void write(String text, DataOutputView out) throws IOException {
    if (text == null) {
      out.writeByte(NULL);
      return;
    }
    byte[] bytes = text.getBytes(UTF_8);
    if (bytes.length < SHORT) {
      out.writeByte(bytes.length);
    } else {
      out.writeByte(SHORT);
      out.writeInt(bytes.length);
    }
    out.write(bytes);
  }

  /** Reads what {@link #write} wrote. */
  public static String read(DataInputView in) throws IOException {
    int length = in.readUnsignedByte();
    if (length == NULL) {
      return null;
    }
    byte[] bytes = new byte[length == SHORT ? in.readInt() : length];
    in.readFully(bytes);
    return new String(bytes, UTF_8);
  }
}
