/** Features in the scoring job: events are shown to windows by key, in the order of event time. */
package io.breakwater.flink.scoring.feature;
