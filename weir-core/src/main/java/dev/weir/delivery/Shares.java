package dev.weir.delivery;

import dev.weir.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Keeps one client from filling the room alone. Any thread.
///
/// While less than half of the room is in use, everybody takes what they need. Beyond, a client may
/// have as much inside as would be its share if all who sent lately had the same. The others then
/// find their share free, whatever one client does; and a client that sends alone has it all.
final class Shares {
  /// Beyond these, clients that have nothing inside are forgotten; those for whom there is no place
  /// even then have one share together.
  static final int KNOWN_MAX = 10_000;

  /// Who sent within this time counts as one who wants room.
  private static final long LATELY_NANOS = 10_000_000_000L;

  /// How old the number of clients may be.
  private static final long LOOK_NANOS = 100_000_000;

  private final Clock clock;
  private final Map<String, Share> known = new ConcurrentHashMap<>();
  private final Share others;
  private final AtomicLong lookNanos;
  private volatile int clients = 1;

  Shares(Clock clock) {
    this.clock = clock;
    this.others = new Share(clock.nanos() - LATELY_NANOS);
    this.lookNanos = new AtomicLong(clock.nanos());
  }

  /// What one client has inside.
  static final class Share {
    private final AtomicInteger messages = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private volatile long seenNanos;

    Share(long seenNanos) {
      this.seenNanos = seenNanos;
    }

    void add(int count, long cost) {
      messages.addAndGet(count);
      bytes.addAndGet(cost);
    }
  }

  /// Hot. The share of a client that is about to send.
  Share of(String client) {
    var share = known.get(client);
    var now = clock.nanos();
    if (share == null) share = added(client, now);
    share.seenNanos = now;
    return share;
  }

  private Share added(String client, long nowNanos) {
    if (known.size() >= KNOWN_MAX) look();
    if (known.size() >= KNOWN_MAX) return others;
    return known.computeIfAbsent(client, _ -> new Share(nowNanos));
  }

  /// How many clients share the room.
  int clients() {
    look();
    return clients;
  }

  /// Whether a client would have more inside than its share of these limits. Who has nothing inside
  /// never has too much: nobody is kept out for good.
  boolean exceeded(Share share, int count, long cost, int messagesMax, long bytesMax) {
    var messages = share.messages.get();
    if (messages == 0) return false;
    var sharing = clients();
    return (messages + (long) count) * sharing > messagesMax
        || (share.bytes.get() + cost) * sharing > bytesMax;
  }

  /// Counts who wants room, and forgets who does not; at times, for it looks at all of them.
  private void look() {
    var now = clock.nanos();
    var next = lookNanos.get();
    if (now - next < 0 || !lookNanos.compareAndSet(next, now + LOOK_NANOS)) return;
    // One that comes back while it is forgotten has two shares until the older is empty.
    known.values().removeIf(share -> share.messages.get() == 0 && !lately(share, now));
    clients = Math.max(1, known.size() + (lately(others, now) ? 1 : 0));
  }

  private static boolean lately(Share share, long nowNanos) {
    return nowNanos - share.seenNanos < LATELY_NANOS;
  }
}
