package dev.weir.gateway.rest.consumers;

import dev.weir.Clock;
import dev.weir.Problem;
import dev.weir.config.WeirConfig;
import dev.weir.delivery.Budget;
import dev.weir.gateway.web.RestException;
import java.util.function.Supplier;

/// What every instance shares with the others.
///
/// @param budget the memory that records count in
/// @param settings those in force
record Surroundings(Budget budget, Supplier<WeirConfig> settings, Clock clock) {
  /// Refuses a read that would take more memory while there is none.
  void checkMemory() {
    if (budget.usedBytes() < budget.limitBytes()) return;
    throw RestException.tryLater(Problem.memoryFull(budget.limitBytes()));
  }

  /// Whether records may be fetched beyond those that somebody waits for.
  boolean plenty() {
    return budget.usedBytes() < budget.limitBytes() / 2;
  }
}
