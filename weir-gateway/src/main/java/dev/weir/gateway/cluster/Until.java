package dev.weir.gateway.cluster;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// Waits until a change that Kafka has carried out shows in its answers, some seconds at most.
final class Until {
  private static final int LOOKS_MAX = 150;
  private static final long LOOK_EVERY_NANOS = 20_000_000;

  private Until() {}

  /// Never fails: the change is done, and who asks next meets whatever was met here.
  static void seen(BooleanSupplier change) {
    for (var look = 0; look < LOOKS_MAX; look++) {
      try {
        if (change.getAsBoolean()) return;
      } catch (UnknownTopicOrPartitionException _) {
        // not every broker knows the topic yet
      } catch (KafkaException _) {
        return;
      }
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
  }
}
