package dev.weir.gateway.door;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.weir.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The logins to the console: who they are of, until nobody uses them any more.
///
/// There are [#SESSIONS_MAX] at most; of whoever has the most, the one that was not used for
/// longest goes. Any thread.
final class Sessions {
  static final int SESSIONS_MAX = 1_000;

  private final Supplier<Duration> idleAtMost;
  private final Clock clock;

  /// By the fingerprint of their ids, the longest unused first. Guarded by this.
  private final LinkedHashMap<String, Session> all = new LinkedHashMap<>(16, 0.75f, true);

  private record Session(Visitor visitor, long usedNanos) {
    String whose() {
      return visitor.title();
    }
  }

  Sessions(Supplier<Duration> idleAtMost, Clock clock) {
    this.idleAtMost = idleAtMost;
    this.clock = clock;
  }

  /// Begins one, and answers its id, which nobody could have known before.
  synchronized String begin(Visitor visitor) {
    var id = Fingerprint.newSecret();
    all.put(Fingerprint.of(id), new Session(visitor.by(id), clock.nanos()));
    if (all.size() > SESSIONS_MAX) endOne();
    return id;
  }

  /// Not just the longest unused one: who logs in on and on would end everybody's.
  private void endOne() {
    var counts = all.values().stream().collect(groupingBy(Session::whose, counting()));
    var most = Collections.max(counts.values());
    all.entrySet().stream()
        .filter(one -> most.equals(counts.get(one.getValue().whose())))
        .map(Map.Entry::getKey)
        .findFirst()
        .ifPresent(all::remove);
  }

  /// Whose it is, or null where it has ended. To ask is to use it.
  synchronized @Nullable Visitor use(String id) {
    var key = Fingerprint.of(id);
    var session = all.get(key);
    if (session == null) return null;
    var now = clock.nanos();
    if (now - session.usedNanos() > idleAtMost.get().toNanos()) {
      all.remove(key);
      return null;
    }
    all.put(key, new Session(session.visitor(), now));
    return session.visitor();
  }

  synchronized void end(String id) {
    all.remove(Fingerprint.of(id));
  }
}
