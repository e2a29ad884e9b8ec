package dev.weir.gateway.grpc;

import dev.weir.Acks;
import dev.weir.Clock;
import dev.weir.config.WeirConfig;
import dev.weir.delivery.Delivery;
import dev.weir.gateway.tracing.Tracing;
import java.util.function.Supplier;

/// What every `Produce` call goes by.
///
/// @param settings those in force; they may change at any time
record ProduceTerms(
    Delivery delivery,
    GrpcMetrics metrics,
    Supplier<WeirConfig> settings,
    Tracing tracing,
    Clock clock) {
  /// How safe a message must be before it is acknowledged.
  Acks acks() {
    return settings.get().acks().grpc();
  }

  /// What the partition is where the client names none.
  int unchosen() {
    return settings.get().partitioner().grpc().unchosen();
  }
}
