package io.breakwater.benchmarks.scoring;

import io.breakwater.domain.rule.Facts;
import io.breakwater.scoring.feature.FeatureGroup;
import io.breakwater.scoring.feature.Windows;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keeps the windows of one key of features and puts what they say into each event. */
final class StreamsFeatures implements Processor<String, Enriched, String, Enriched> {

  private final FeatureGroup group;
  private final String store;
  private ProcessorContext<String, Enriched> context;
  private KeyValueStore<String, Windows> windows;

  StreamsFeatures(FeatureGroup group, String store) {
    this.group = group;
    this.store = store;
  }

  @Override
  public void init(ProcessorContext<String, Enriched> context) {
    this.context = context;
    this.windows = context.getStateStore(store);
  }

  @Override
  public void process(Record<String, Enriched> record) {
    Facts facts = record.value().facts();
    long[] values = new long[group.features().size()];
    long counts = group.counts(facts, values);
    Windows known = windows.get(record.key());
    Windows current = known == null ? new Windows() : known;
    double[] said =
        current.see(
            group.spec().features(), facts.event().occurredAt().toEpochMilli(), counts, values);
    windows.put(record.key(), current);
    context.forward(record.withValue(record.value().with(group, said)));
  }
}
