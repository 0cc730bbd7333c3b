package io.breakwater.app.ops;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which metrics a PromQL expression reads, and which a scrape has. */
final class MetricNames {
  // Every metric of ours begins so; nothing else in PromQL does, once strings are out.
  private static final Pattern OURS = Pattern.compile("\\b(?:breakwater|flink)_\\w+");
  private static final Pattern STRINGS = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*'");
  private static final Pattern SAMPLE = Pattern.compile("^([A-Za-z_:][\\w:]*)");

  private MetricNames() {}

  static Set<String> in(String expression) {
    Matcher names = OURS.matcher(STRINGS.matcher(expression).replaceAll(""));
    return names
        .results()
        .map(found -> found.group())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The names of the samples in Prometheus' text format. */
  static Set<String> exported(String scrape) {
    return scrape
        .lines()
        .map(SAMPLE::matcher)
        .filter(Matcher::find)
        .map(sample -> sample.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
