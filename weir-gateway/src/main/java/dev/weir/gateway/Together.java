package dev.weir.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Owns what closes at the same time, so that it takes as long as the slowest. One that fails to
/// close does not keep the others open.
final class Together implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Together.class);

  private final List<AutoCloseable> owned = new CopyOnWriteArrayList<>();

  <C extends AutoCloseable> C own(C opened) {
    owned.add(opened);
    return opened;
  }

  @Override
  public void close() {
    var closing = new ArrayList<Thread>();
    for (var one : owned) {
      closing.add(Thread.ofVirtual().name("close").start(() -> close(one)));
    }
    owned.clear();
    try {
      for (var thread : closing) thread.join(); // each of them bounds its own time
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(AutoCloseable one) {
    try {
      one.close();
    } catch (Exception e) {
      log.warn("{} did not close", one.getClass().getSimpleName(), e);
    }
  }
}
