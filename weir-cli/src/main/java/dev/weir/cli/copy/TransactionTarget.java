package dev.weir.cli.copy;

import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/// A topic that gets each message exactly once: in transactions that hold their mark too.
///
/// Whoever begins with the same transactional id ends the one before, so that one alone writes.
final class TransactionTarget implements Target {
  private static final long TRANSACTION_NANOS = Duration.ofMillis(500).toNanos();

  private final Outlet outlet;
  private final Counts counts;
  private final Runnable mark;
  private @Nullable Wave open;

  /// @param mark puts the source's mark into the transaction that is open
  TransactionTarget(Outlet outlet, Counts counts, Runnable mark) {
    this.outlet = outlet;
    this.counts = counts;
    this.mark = mark;
  }

  @Override
  public void take(ConsumerRecord<byte[], byte[]> message, Source source) {
    if (open == null) {
      outlet.producer().beginTransaction();
      open = new Wave(counts);
    }
    outlet.send(message, open.sending(message, source));
  }

  @Override
  public void turn(Source source) {
    if (open != null && open.isOlderThan(TRANSACTION_NANOS)) finish(source);
  }

  /// All of it is there, or nothing.
  @Override
  public void finish(Source source) {
    var wave = open;
    if (wave == null) return;
    open = null;
    try {
      outlet.await();
      if (wave.failed() == 0) {
        mark.run();
        outlet.producer().commitTransaction();
        counts.countWritten(wave.sent());
        return;
      }
    } catch (KafkaException e) {
      counts.countFailed(wave.sent() - wave.failed());
      throw e;
    }
    counts.countFailed(wave.sent() - wave.failed());
    abort();
  }

  private void abort() {
    try {
      outlet.producer().abortTransaction();
    } catch (KafkaException e) {
      // Kafka ends it by itself, or another copy has.
    }
  }

  @Override
  public void close() {
    outlet.close();
  }
}
