package dev.weir.gateway.rest.consumers;

import dev.weir.Clock;
import dev.weir.config.WeirConfig;
import dev.weir.delivery.Budget;
import java.util.function.Supplier;

/// The consumer instances of this gateway. Any thread.
public final class Instances implements AutoCloseable {
  /// @param budget the memory that records count in
  /// @param settings those in force
  public Instances(
      Budget budget, Ownership ownership, Supplier<WeirConfig> settings, Clock clock) {}

  /// Whether it lives here.
  public boolean has(String group, String instance) {
    return false;
  }

  /// Every instance leaves its group.
  @Override
  public void close() {}
}
