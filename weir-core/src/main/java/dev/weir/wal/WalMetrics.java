package dev.weir.wal;

import dev.weir.metrics.Counter;
import dev.weir.metrics.Histogram;
import dev.weir.metrics.Label;
import dev.weir.metrics.Metrics;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;

/// What a log counts. Any thread.
final class WalMetrics {
  private final Metrics metrics;
  private final Label sink;
  private final Counter appended;
  private final Counter groups;
  private final Histogram syncs;
  private final Counter corrupt;
  private final Counter damages;
  private final Counter torn;

  /// Of this log alone: a log that was opened anew has the counters of the one before.
  private final AtomicLong corruptHere = new AtomicLong();

  WalMetrics(Metrics metrics, String name) {
    this.metrics = metrics;
    this.sink = new Label("sink", name);
    this.appended =
        metrics.counter("weir_wal_messages_appended", "Messages put into the log.", sink);
    this.groups =
        metrics.counter(
            "weir_wal_groups_stored",
            "Groups of messages that became durable, each with one sync.",
            sink);
    this.syncs =
        metrics.histogram("weir_wal_sync_seconds", "How long the disk takes for a sync.", sink);
    this.corrupt =
        metrics.counter("weir_wal_messages_corrupt", "Messages lost by a damaged disk.", sink);
    this.damages =
        metrics.counter(
            "weir_wal_damages", "Parts of files that are not as they were written.", sink);
    this.torn =
        metrics.counter(
            "weir_wal_torn_tails",
            "Files that ended amid a write, at a start: what a crash leaves, and no loss.",
            sink);
  }

  void gauge(String name, String help, DoubleSupplier value) {
    metrics.gauge(name, help, value, sink);
  }

  /// Hot.
  void appended() {
    appended.add(1);
  }

  void stored() {
    groups.add(1);
  }

  void synced(long nanos) {
    syncs.observe(nanos);
  }

  void corrupt(long messages) {
    corrupt.add(messages);
    corruptHere.addAndGet(messages);
  }

  void damaged() {
    damages.add(1);
  }

  void torn() {
    torn.add(1);
  }

  long corrupt() {
    return corruptHere.get();
  }
}
