package dev.weir.gateway.door;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The public keys of an identity provider, as they are by now.
///
/// A thread of its own reads them: at the start, then again and again, and sooner where somebody
/// has a token of a key that is not among them. What was read stays where it cannot be read again.
/// Nobody else waits for a file or for the network, unless they ask to. Any thread.
final class KeySet implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(KeySet.class);
  private static final Duration END_AT_MOST = Duration.ofSeconds(2);

  /// So many may wait for keys at one time.
  private static final int WAITING_MAX = 256;

  private final KeySource source;
  private final Pace pace;
  private final Thread thread;

  private final ReentrantLock lock = new ReentrantLock();

  /// Told when somebody wants keys, when they were read, and at the end.
  private final Condition turned = lock.newCondition();

  /// Guarded by the lock, as all that follows but the keys.
  private long begun;

  private long done;
  private boolean wanted;
  private boolean closed;
  private int waiting;
  private @Nullable String failure;

  /// Written by the thread alone. Null until they were read for the first time.
  private volatile @Nullable Keys keys;

  /// When keys are read.
  ///
  /// @param every so often in any case
  /// @param apart at least so far apart
  record Pace(Duration every, Duration apart) {}

  private KeySet(KeySource source, Pace pace) {
    this.source = source;
    this.pace = pace;
    this.thread = Thread.ofVirtual().name("keys").unstarted(this::run);
  }

  static KeySet start(KeySource source, Pace pace) {
    var set = new KeySet(source, pace);
    set.thread.start();
    return set;
  }

  /// Hot. Those that were read last: the same object as long as they are the same keys.
  @Nullable Keys now() {
    return keys;
  }

  /// Whether they were asked for in vain, so that there is nothing to wait for.
  boolean areAway() {
    if (keys != null) return false;
    lock.lock();
    try {
      return done > 0 && failure != null;
    } finally {
      lock.unlock();
    }
  }

  /// Has them read again soon, and waits until that has been done.
  ///
  /// @throws BusyException where too many wait
  void renew() {
    lock.lock();
    try {
      if (waiting >= WAITING_MAX) throw new BusyException();
      waiting++;
      await(next());
      waiting--;
    } finally {
      lock.unlock();
    }
  }

  /// Has them read again soon. Nobody waits.
  void want() {
    lock.lock();
    try {
      next();
    } finally {
      lock.unlock();
    }
  }

  /// The first is as good as any; of the others, one that begins after it was asked for.
  private long next() {
    if (done == 0) return 1;
    wanted = true;
    turned.signalAll();
    return begun + 1;
  }

  private void await(long reading) {
    var left = pace.apart().plus(KeySource.AT_MOST).multipliedBy(2).toNanos();
    try {
      while (done < reading && left > 0 && !closed) left = turned.awaitNanos(left);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (begin()) {
      read();
      if (!rest()) return;
    }
  }

  private boolean begin() {
    lock.lock();
    try {
      begun++;
      wanted = false;
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private void read() {
    try {
      var read = source.read();
      if (read != null && !read.equals(keys)) {
        keys = read;
        log.info("{}: {}", source, read);
      }
      ended(null);
    } catch (IOException | RuntimeException e) {
      ended(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
    }
  }

  private void ended(@Nullable String why) {
    lock.lock();
    try {
      if (why != null && !why.equals(failure) && !closed) {
        log.warn(
            "The keys for tokens could not be read from {}: {}. {} It is tried again; look at"
                + " auth.jwt.jwks.",
            source,
            why,
            keys == null ? "Until then no token is taken." : "Those that were read before stay.");
      }
      failure = why;
      done = begun;
      turned.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Waits until the next reading is due, and answers whether there is one.
  private boolean rest() {
    lock.lock();
    try {
      var left = (failure == null ? pace.every() : pace.apart()).toNanos();
      var free = left - pace.apart().toNanos(); // from there on those who want them get them
      while (!closed && left > 0 && !(wanted && left <= free)) {
        var step = wanted ? left - free : left;
        left -= step - turned.awaitNanos(step);
      }
      return !closed;
    } catch (InterruptedException e) {
      return false;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    end();
    thread.interrupt();
    try {
      thread.join(END_AT_MOST);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    source.close();
  }

  private void end() {
    lock.lock();
    try {
      closed = true;
      turned.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String toString() {
    return source.toString();
  }
}
