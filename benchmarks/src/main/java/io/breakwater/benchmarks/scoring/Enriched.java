package io.breakwater.benchmarks.scoring;

import io.breakwater.domain.event.ScoredException;
import io.breakwater.domain.json.Json;
import io.breakwater.domain.policy.Policy;
import io.breakwater.domain.rule.Facts;
import io.breakwater.flink.scoring.TracedEvent;
import io.breakwater.flink.scoring.TracedEventForm;
import io.breakwater.flink.type.Texts;
import io.breakwater.scoring.Score;
import io.breakwater.scoring.Scorer;
import io.breakwater.scoring.feature.FeatureGroup;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.KeyValue;

/** An event with what features said so far. */
record Enriched(TracedEvent event, Map<String, Double> features) {

  static final Serde<Enriched> SERDE = StreamsSerdes.of(Enriched::write, Enriched::read);

  Facts facts() {
    return Facts.ofEvent(event.event(), features);
  }

  Enriched with(FeatureGroup group, double[] said) {
    Map<String, Double> all = new HashMap<>(features);
    for (int i = 0; i < said.length; i++) {
      if (!Double.isNaN(said[i])) {
        all.put(group.features().get(i).name(), said[i]);
      }
    }
    return new Enriched(event, all);
  }

  KeyValue<String, byte[]> scored(Policy policy) {
    Score score = Scorer.score(policy.scoring(), event.event(), features);
    ScoredException scored =
        new ScoredException(
            event.event().eventId(),
            event.event(),
            event.trace(),
            event.origin(),
            score.score(),
            score.priority(),
            score.contributions(),
            features,
            policy.id(),
            false);
    return KeyValue.pair(event.event().key(), Json.bytes(scored));
  }

  private static void write(Enriched value, DataOutputSerializer out) throws IOException {
    TracedEventForm.write(value.event(), out);
    out.writeByte(value.features().size());
    for (Map.Entry<String, Double> feature : value.features().entrySet()) {
      Texts.write(feature.getKey(), out);
      out.writeDouble(feature.getValue());
    }
  }

  private static Enriched read(DataInputDeserializer in) throws IOException {
    TracedEvent event = TracedEventForm.read(in);
    Map<String, Double> features = new HashMap<>();
    for (int left = in.readByte(); left > 0; left--) {
      features.put(Texts.read(in), in.readDouble());
    }
    return new Enriched(event, features);
  }
}
