package dev.weir.gateway.frames;

import dev.weir.Acks;
import dev.weir.Caller;
import dev.weir.Message;
import dev.weir.delivery.Answer;
import dev.weir.delivery.Delivery;
import java.util.List;
import java.util.function.Supplier;

/// What the connections of one socket share.
///
/// @param delivery takes the messages
/// @param acks how safe a message must be before it counts as done; that may change at any time
record Intake(Offers delivery, Supplier<Acks> acks, FrameMetrics metrics, FrameRoom room) {
  /// The same for a connection whose level stays as it is.
  Intake at(Acks level) {
    return new Intake(delivery, () -> level, metrics, room);
  }

  /// [Delivery#offer].
  @FunctionalInterface
  interface Offers {
    Delivery.Taken offer(List<Message> messages, Acks acks, Caller caller, Answer answer);
  }
}
