package dev.weir.broker;

import java.util.ArrayDeque;
import java.util.Deque;

/// What was opened, in order; closed newest first.
///
/// A resource that cannot be closed may still use the older ones, so its failure leaves them open.
/// Closing is idempotent; the monitor makes a second closer wait for the first.
final class Opened implements Resource {
  private final Deque<Resource> newestFirst = new ArrayDeque<>();

  synchronized <T extends Resource> T own(T resource) {
    newestFirst.push(resource);
    return resource;
  }

  /// Hands everything to a new owner, so that closing this one does nothing.
  synchronized Opened release() {
    var successor = new Opened();
    successor.newestFirst.addAll(newestFirst);
    newestFirst.clear();
    return successor;
  }

  @Override
  public synchronized void close() {
    while (!newestFirst.isEmpty()) {
      newestFirst.pop().close();
    }
  }
}
