package dev.weir.worker;

import java.time.Instant;

/// Kafka has a record that was written.
///
/// @param offset -1 where the broker was not asked to tell
public record Ack(String topic, int partition, long offset, Instant time) {}
