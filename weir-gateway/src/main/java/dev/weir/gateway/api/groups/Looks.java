package dev.weir.gateway.api.groups;

import dev.weir.Clock;
import dev.weir.gateway.cluster.Group;
import dev.weir.gateway.cluster.Groups;
import dev.weir.gateway.web.RestException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/// The looks that are remembered. Any thread; asks block while one looks.
///
/// Whoever comes while somebody looks gets what that one sees, so Kafka is asked no more often for
/// many readers than for one.
final class Looks {
  /// What is younger is shown as it is.
  private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

  /// Where looks are slow there is a rest after each, so many times as long as it took. It is short
  /// enough for those that nobody asks for.
  private static final int REST = 4;

  private static final long REST_NANOS_MAX = Duration.ofSeconds(5).toNanos();

  /// Rates are of so long: most consumers commit each 5 s.
  private static final long COMPARED_NANOS = Duration.ofSeconds(15).toNanos();

  private static final long KEPT_EACH_NANOS = Duration.ofSeconds(5).toNanos();
  private static final long WAIT_NANOS = Duration.ofSeconds(10).toNanos();

  private final Lookout lookout;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();

  /// These are guarded by the lock.
  private final Memory memory;

  private final Deque<Look> earlier = new ArrayDeque<>();

  /// The groups that were set elsewhere since the last look. Any thread adds to them.
  private final Set<String> changed = ConcurrentHashMap.newKeySet();

  private @Nullable KafkaException failure;
  private long endedNanos;
  private long tookNanos;

  /// Set by anybody.
  private volatile boolean outdated = true;

  /// Written under the lock, read by anybody.
  private volatile @Nullable Sight last;

  Looks(Groups groups, Clock clock) {
    this.clock = clock;
    this.lookout = new Lookout(groups, clock);
    this.memory = new Memory(new SentTimes(groups, clock));
  }

  /// What was seen last, however long ago; null before the first look.
  @Nullable Sight last() {
    return last;
  }

  /// What there is to see now. Throws what Kafka answers.
  Sight now() {
    var asked = clock.nanos();
    take();
    try {
      var sight = last;
      var age = clock.nanos() - endedNanos;
      var rest = Math.min(REST * tookNanos, REST_NANOS_MAX);
      var fresh = !outdated && age < Math.max(FRESH_NANOS, rest);
      if (fresh || (!outdated && endedNanos - asked > 0)) {
        if (failure != null) throw failure;
        if (sight != null) return sight;
      }
      return look();
    } finally {
      lock.unlock();
    }
  }

  /// The next who asks wants to see what is new. It waits for nobody.
  void outdate() {
    outdated = true;
  }

  /// A group was set elsewhere or forgotten: what it leaped over, it has not read.
  void changed(String group) {
    outdated = true;
    changed.add(group);
  }

  /// Where a group is that is not looked at with the others. Throws what Kafka answers.
  Sight alone(Group group) {
    take();
    try {
      return Sight.of(lookout.look(group), null, memory);
    } finally {
      lock.unlock();
    }
  }

  /// The last hour of a group, the oldest first.
  List<Track.Point> past(String group) {
    take();
    try {
      return memory.past(group, Track.POINTS_MAX);
    } finally {
      lock.unlock();
    }
  }

  /// The same of many, in fewer points.
  Memory.Pasts pasts(int points) {
    take();
    try {
      return memory.pasts(points);
    } finally {
      lock.unlock();
    }
  }

  private void take() {
    try {
      if (lock.tryLock(WAIT_NANOS, TimeUnit.NANOSECONDS)) return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw RestException.plain(
        503, "Kafka has not told of its groups for 10 s. See whether it is well, and ask again");
  }

  private Sight look() {
    var began = clock.nanos();
    outdated = false;
    forgetChanged();
    try {
      var look = lookout.look();
      memory.ends(look);
      memory.seek(look);
      var sight = Sight.of(look, before(look), memory);
      memory.keep(sight);
      failure = null;
      last = sight;
      return sight;
    } catch (KafkaException e) {
      failure = e;
      throw e;
    } finally {
      endedNanos = clock.nanos();
      tookNanos = endedNanos - began;
    }
  }

  /// Their rates begin anew.
  private void forgetChanged() {
    var groups = Set.copyOf(changed);
    if (groups.isEmpty()) return;
    changed.removeAll(groups);
    var others = earlier.stream().map(look -> look.without(groups)).toList();
    earlier.clear();
    earlier.addAll(others);
  }

  /// The newest that is old enough to compare with, or else the oldest.
  private @Nullable Look before(Look look) {
    while (earlier.size() > 1 && look.nanos() - second().nanos() >= COMPARED_NANOS) {
      earlier.removeFirst();
    }
    var before = earlier.peekFirst();
    var newest = earlier.peekLast();
    if (newest == null || look.nanos() - newest.nanos() >= KEPT_EACH_NANOS) earlier.add(look);
    return before;
  }

  private Look second() {
    var each = earlier.iterator();
    each.next();
    return each.next();
  }
}
