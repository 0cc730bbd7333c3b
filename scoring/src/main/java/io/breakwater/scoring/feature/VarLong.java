package io.breakwater.scoring.feature;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Numbers in as few bytes as they need: seven bits a byte, the sign in the lowest bit. */
final class VarLong {
  private VarLong() {}

  static void write(DataOutput out, long value) throws IOException {
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7FL) != 0) {
      out.writeByte((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.writeByte((int) rest);
  }

  static long read(DataInput in) throws IOException {
    long rest = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = in.readByte();
      rest |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return (rest >>> 1) ^ -(rest & 1);
      }
    }
    throw new IOException("a number has more than 64 bits");
  }
}
