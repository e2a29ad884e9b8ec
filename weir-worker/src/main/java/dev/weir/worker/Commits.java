package dev.weir.worker;

import java.time.Duration;
import java.util.Collection;

/// Tells Kafka what is settled: the lowest offset that is not, and a map of those above it that
/// are. By the thread that polls.
interface Commits extends AutoCloseable {
  /// Commits when it is time to.
  void tick(Collection<Tenure> tenures);

  /// Commits these now; says whether that succeeded.
  boolean now(Collection<Tenure> tenures, Duration atMost);

  @Override
  default void close() {}
}
