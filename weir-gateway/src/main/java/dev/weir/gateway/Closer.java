package dev.weir.gateway;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Owns what a start has opened and closes it, newest first. One that fails to close does not keep
/// the others open.
final class Closer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Closer.class);

  private final Deque<AutoCloseable> owned = new ArrayDeque<>();

  <C extends AutoCloseable> C own(C opened) {
    owned.push(opened);
    return opened;
  }

  /// Hands over all that is owned; closing this does nothing from now on.
  Closer release() {
    var released = new Closer();
    released.owned.addAll(owned);
    owned.clear();
    return released;
  }

  @Override
  public void close() {
    while (!owned.isEmpty()) {
      var opened = owned.pop();
      try {
        opened.close();
      } catch (Exception e) {
        log.warn("{} did not close", opened.getClass().getSimpleName(), e);
      }
    }
  }
}
