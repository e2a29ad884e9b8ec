package dev.weir.delivery;

import java.time.Duration;

/// Which lane a topic's messages take. Every topic takes the one to Kafka.
record Router(Lane kafka) {
  Lane lane(String topic) {
    return kafka;
  }

  void close(Duration atMost) {
    kafka.close(atMost);
  }
}
