package io.breakwater.scoring.correlation;

/**
 * 64 bits of a text, the same in every process: FNV-1a over its characters, then the finalizer of
 * SplitMix64 (Stafford's variant 13), so that all bits are as good as random.
 */
final class Hash64 {
  private Hash64() {}

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  static long of(String text) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
    return hash ^ (hash >>> 31);
  }
}
