package dev.weir.delivery;

import dev.weir.Outcome;
import dev.weir.Receipt;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The messages of one submission: counts their outcomes and tells the receipt when the last is in.
///
/// Outcomes come on several threads; each writes its own place, and the counter publishes them all
/// to whoever counts down last.
final class Consignment implements Answer {
  private static final Logger log = LoggerFactory.getLogger(Consignment.class);

  private final Outcome[] outcomes;
  private final AtomicInteger open;
  private final Receipt receipt;

  Consignment(int messages, Receipt receipt) {
    this.outcomes = new Outcome[messages];
    Arrays.fill(outcomes, Outcome.ACCEPTED);
    this.open = new AtomicInteger(messages);
    this.receipt = receipt;
  }

  @Override
  public void settle(int index, Outcome outcome) {
    outcomes[index] = outcome;
    if (open.decrementAndGet() == 0) tell();
  }

  /// The thread is the lane's or the sink's own: one bad receipt must not end it.
  private void tell() {
    try {
      receipt.settled(List.of(outcomes));
    } catch (RuntimeException e) {
      log.error("The answer to a submission of {} messages went wrong", outcomes.length, e);
    }
  }
}
