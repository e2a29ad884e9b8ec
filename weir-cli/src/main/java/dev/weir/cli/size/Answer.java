package dev.weir.cli.size;

import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;

/// The rule MAX(t/p, t/c), and what follows from it.
record Answer(Need need) {
  static final int KEYS = 10_000;

  /// What Kafka's operators advise; it can have more.
  static final int LOGS_A_BROKER = 4_000;

  /// Ratios of measured figures are not exact: 7.0000001 is 7.
  private static final double TOLERANCE = 1e-6;

  double producerRatio() {
    return need.target() / need.producer().value();
  }

  double consumerRatio() {
    return need.target() / need.consumer().value();
  }

  double ratio() {
    return Math.max(producerRatio(), consumerRatio());
  }

  boolean consumerLimits() {
    return consumerRatio() >= producerRatio();
  }

  /// For the target as it is.
  int needed() {
    return up(ratio());
  }

  /// With room to grow, and as many for each consumer: else some have a partition more than others
  /// and work longer for it.
  int partitions() {
    return up(up(ratio() * need.growth()) / (double) need.consumers()) * need.consumers();
  }

  /// So many consumers it takes for the target of today.
  int consumersNeeded() {
    return up(consumerRatio());
  }

  private static int up(double number) {
    return (int) Math.max(1, Math.ceil(number - TOLERANCE));
  }

  long logs() {
    return (long) partitions() * need.replicas();
  }

  /// Of [#KEYS] keys, how many get another partition when a topic goes from so many to so many.
  static int keysMoved(int from, int to) {
    var moved = 0;
    for (var i = 0; i < KEYS; i++) {
      var key = ("key-" + i).getBytes(java.nio.charset.StandardCharsets.UTF_8);
      if (BuiltInPartitioner.partitionForKey(key, from)
          != BuiltInPartitioner.partitionForKey(key, to)) moved++;
    }
    return moved;
  }

  /// From which to which number of partitions keys would move: now to then where the topic is there
  /// and too small, else then to twice as many.
  int from() {
    return need.partitionsNow() > 0 && need.partitionsNow() < partitions()
        ? need.partitionsNow()
        : partitions();
  }

  int to() {
    return from() == partitions() ? 2 * partitions() : partitions();
  }
}
