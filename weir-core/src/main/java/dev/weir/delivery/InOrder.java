package dev.weir.delivery;

import dev.weir.Outcome;
import dev.weir.Receipt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Passes the outcome of each message on as it comes.
record InOrder(Receipt.InOrder receipt) implements Answer {
  private static final Logger log = LoggerFactory.getLogger(InOrder.class);

  /// The thread is the lane's or the sink's own: one bad receipt must not end it.
  @Override
  public void settle(int index, Outcome outcome) {
    try {
      receipt.settled(index, outcome);
    } catch (RuntimeException e) {
      log.error("The answer to a message went wrong", e);
    }
  }
}
