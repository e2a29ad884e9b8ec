package dev.weir.delivery;

import dev.weir.Message;
import dev.weir.Outcome;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One accepted message on its way through a lane. It is its own callback, so that the hot path
/// makes one object a message.
final class Parcel extends Inbox.Item implements Consumer<Outcome> {
  final Message message;
  final long acceptedNanos;
  private final Lane lane;
  private final @Nullable Consignment consignment;
  private final int index;

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
    lane.settled(this, outcome);
    if (consignment != null) consignment.settle(index, outcome);
  }
}
