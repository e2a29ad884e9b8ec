package dev.weir.worker;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// A message of a [Rehearsal] that is not settled.
final class Held implements Attempt.Trail {
  final ConsumerRecord<byte[], byte[]> record;
  final Object lane;
  final long slot;
  final long arrivedNanos;

  /// Begun, those before a retry topic among them.
  int attempts;

  /// Not tried before.
  long dueNanos;

  /// When its last attempt began; the smallest where there was none.
  long triedNanos = Long.MIN_VALUE;

  @Nullable Telemetry telemetry;

  /// What the last attempt has made, for [WorkerBuilder#exactlyOnce].
  List<Outgoing> made = List.of();

  Held(ConsumerRecord<byte[], byte[]> record, Object lane, long slot, long nowNanos) {
    this.record = record;
    this.lane = lane;
    this.slot = slot;
    this.arrivedNanos = nowNanos;
    this.dueNanos = nowNanos;
  }

  @Override
  public void at(Telemetry here) {
    telemetry = here;
  }

  Position position() {
    return new Position(record.topic(), record.partition(), record.offset());
  }
}
