package io.breakwater.scoring.feature;

/**
 * 64 bits that stand for a text where different ones are counted: FNV-1a over its UTF-16 units,
 * then the finalizer of SplitMix64, which spreads short texts over all bits.
 */
final class TextHash {
  private TextHash() {}

  static long of(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
    return hash ^ (hash >>> 31);
  }
}
