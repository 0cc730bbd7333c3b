package io.breakwater.platform.kafka;

import io.breakwater.domain.topic.Topics;

/** The broker as a service sees it. */
public record Kafka(String bootstrapServers, Topics topics, Publisher publisher) {}
