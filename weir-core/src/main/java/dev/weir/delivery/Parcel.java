package dev.weir.delivery;

import dev.weir.Message;
import dev.weir.Outcome;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One accepted message on its way through a lane. It is its own callback, so that the hot path
/// makes one object a message.
final class Parcel extends Inbox.Item implements Consumer<Outcome> {
  private static final AtomicIntegerFieldUpdater<Parcel> ANSWERED =
      AtomicIntegerFieldUpdater.newUpdater(Parcel.class, "answered");

  final Message message;
  final long acceptedNanos;
  private final Lane lane;
  private final @Nullable Consignment consignment;
  private final int index;

  /// 0 or 1. A sink that answers and then throws is heard once, or its room would be given back
  /// twice.
  @SuppressWarnings("unused") // through ANSWERED alone
  private volatile int answered;

  Parcel(Message message, long acceptedNanos, Lane lane, @Nullable Consignment consignment, int i) {
    this.message = message;
    this.acceptedNanos = acceptedNanos;
    this.lane = lane;
    this.consignment = consignment;
    this.index = i;
  }

  @Override
  void run() {
    lane.send(this);
  }

  @Override
  public void accept(Outcome outcome) {
    if (!ANSWERED.compareAndSet(this, 0, 1)) return;
    lane.settled(this, outcome);
    if (consignment != null) consignment.settle(index, outcome);
  }
}
