package io.breakwater.scoring.feature;

import io.breakwater.domain.policy.Feature;
import io.breakwater.domain.rule.Facts;
import io.breakwater.domain.rule.RuleFailure;
import io.breakwater.domain.rule.TextExpression;
import java.util.List;

/**
 * The features of a policy that have the same key.
 *
 * @param keyId {@link Feature#keyId()}
 * @param features at most 64
 * @param spec their arithmetic, in the same order
 */
public record FeatureGroup(String keyId, List<Feature> features, GroupSpec spec) {

  /** Stands between the parts of a key: no attribute contains it without being told apart. */
  private static final char SEPARATOR = '\u001f';

  static FeatureGroup of(List<Feature> features) {
    return new FeatureGroup(
        features.get(0).keyId(),
        features,
        GroupSpec.of(features.stream().map(FeatureSpec::of).toList()));
  }

  /** The key of an event; null if the event lacks what the key is made of. */
  public String key(Facts facts) {
    StringBuilder key = new StringBuilder(keyId);
    try {
      for (TextExpression part : features.get(0).by()) {
        String text = part.text(facts);
        key.append(SEPARATOR).append(text.length()).append(':').append(text);
      }
    } catch (RuleFailure e) {
      return null;
    }
    return key.toString();
  }

  /**
   * Which features an event counts for, as bits, with its values.
   *
   * @param values is filled by feature: the bits of a double, or the hash of a text
   */
  public long counts(Facts facts, long[] values) {
    long counts = 0;
    for (int i = 0; i < values.length; i++) {
      if (countsFor(features.get(i), facts, values, i)) {
        counts |= 1L << i;
      }
    }
    return counts;
  }

  private static boolean countsFor(Feature feature, Facts facts, long[] values, int i) {
    try {
      if (!feature.when().test(facts)) {
        return false;
      }
      if (feature.number() != null) {
        double number = feature.number().number(facts);
        values[i] = Double.doubleToRawLongBits(number);
        return Double.isFinite(number);
      }
      if (feature.text() != null) {
        values[i] = TextHash.of(feature.text().text(facts));
      }
      return true;
    } catch (RuleFailure e) {
      return false;
    }
  }
}
