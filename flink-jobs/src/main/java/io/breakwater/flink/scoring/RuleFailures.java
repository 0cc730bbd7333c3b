package io.breakwater.flink.scoring;

import io.breakwater.domain.event.Contribution;
import io.breakwater.flink.trace.EventLog;
import io.breakwater.scoring.Score;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts, per rule, the events that it could not judge. A process has so many series at most,
 * however many policies come and go: the rules after those are counted together.
 */
final class RuleFailures {

  private static final Logger LOG = LoggerFactory.getLogger(RuleFailures.class);

  private static final int MOST_RULES = 200;
  private static final String OTHERS = "others";

  private final MetricGroup metrics;
  private final Map<String, Counter> byRule = new HashMap<>();

  RuleFailures(MetricGroup metrics) {
    this.metrics = metrics;
  }

  void count(Score score, TracedEvent event) {
    for (Contribution contribution : score.contributions()) {
      if (contribution.effect().equals("failed")) {
        Counter counter = counter(contribution.rule());
        if (counter.getCount() == 0) {
          EventLog.about(
              event.trace(),
              event.event().sourceId(),
              () -> LOG.warn("Rule {} could not judge an event; more are counted", contribution));
        }
        counter.inc();
      }
    }
  }

  private Counter counter(String rule) {
    String name = byRule.size() < MOST_RULES || byRule.containsKey(rule) ? rule : OTHERS;
    return byRule.computeIfAbsent(name, n -> metrics.addGroup("rule", n).counter("failed"));
  }
}
