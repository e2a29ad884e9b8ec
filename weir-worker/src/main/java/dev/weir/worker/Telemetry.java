package dev.weir.worker;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Follows messages through a worker, as tracing does. [dev.weir.worker.telemetry.Tracing] is the
/// one for OpenTelemetry; this package does not know it.
public interface Telemetry {
  /// Runs an attempt, inside of whatever wraps it.
  <K, V> Outcome process(String group, Message<K, V> message, Processor<K, V> next)
      throws Exception;

  /// A record is about to be written.
  ///
  /// @return the headers to write it with, and what is to be told how that ended
  Sending sending(String topic, Headers headers);

  /// A record on its way.
  ///
  /// @param headers to write it with
  /// @param ended told the ack, or else the failure
  record Sending(Headers headers, BiConsumer<@Nullable Ack, @Nullable Throwable> ended) {}

  /// Follows nothing.
  static Telemetry none() {
    return NoTelemetry.ONE;
  }
}
