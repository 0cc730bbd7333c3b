package io.breakwater.scoring.feature;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The arithmetic of the features of one key, and the bytes it travels as, made once. */
public final class GroupSpec {

  private final List<FeatureSpec> features;
  private final byte[] bytes;
  private final long id;

  private GroupSpec(List<FeatureSpec> features, byte[] bytes) {
    this.features = features;
    this.bytes = bytes;
    this.id = TextHash.of(new String(bytes, StandardCharsets.ISO_8859_1));
  }

  /** Of these features. */
  public static GroupSpec of(List<FeatureSpec> features) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (FeatureSpec feature : features) {
        feature.write(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail", e);
    }
    return new GroupSpec(List.copyOf(features), bytes.toByteArray());
  }

  /** Of what {@link #bytes} gave. */
  public static GroupSpec read(byte[] bytes) throws IOException {
    List<FeatureSpec> features = new ArrayList<>();
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    while (in.available() > 0) {
      features.add(FeatureSpec.read(in));
    }
    return new GroupSpec(List.copyOf(features), bytes);
  }

  /** In the order in which the policy declares them. */
  public List<FeatureSpec> features() {
    return features;
  }

  /** Their written form; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** Stands for the content. */
  public long id() {
    return id;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GroupSpec that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(id);
  }

  @Override
  public String toString() {
    return features.toString();
  }
}
