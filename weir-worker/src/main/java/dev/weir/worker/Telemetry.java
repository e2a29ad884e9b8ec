package dev.weir.worker;

import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Follows messages through a worker, as tracing does. [dev.weir.worker.telemetry.Tracing] is the
/// one for OpenTelemetry; this package does not know it.
public interface Telemetry {
  /// Runs an attempt, inside of whatever wraps it.
  <K, V> Outcome process(String group, Message<K, V> message, Processor<K, V> next)
      throws Exception;

  /// Runs an attempt at several messages at once.
  default <K, V> List<? extends Outcome> processAll(
      String group, List<Message<K, V>> messages, BatchProcessor<K, V> next) throws Exception {
    return next.process(messages);
  }

  /// A record is about to be written: on the thread that wants it written, so that the write
  /// belongs to what that thread is at.
  ///
  /// @return the headers to write it with, and what is to be told how that ended
  Sending sending(String topic, Headers headers);

  /// The same, for what goes on with on other threads: it belongs to what this thread is at now. A
  /// worker asks inside of [#process], and writes the message's copies with the answer.
  default Telemetry here() {
    return this;
  }

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
