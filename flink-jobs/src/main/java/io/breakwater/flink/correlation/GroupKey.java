package io.breakwater.flink.correlation;

import io.breakwater.scoring.correlation.Memberships.Membership;

/** A rule and what it groups by, as one text to key a stream by. */
record GroupKey(String rule, String key) {

  static GroupKey of(Membership membership) {
    return new GroupKey(membership.rule(), membership.key());
  }

  /** The length keeps ("a/b", "c") apart from ("a", "b/c"). */
  String text() {
    return rule.length() + ":" + rule + "/" + key;
  }

  static GroupKey parse(String text) {
    int colon = text.indexOf(':');
    int end = colon + 1 + Integer.parseInt(text.substring(0, colon));
    return new GroupKey(text.substring(colon + 1, end), text.substring(end + 1));
  }
}
