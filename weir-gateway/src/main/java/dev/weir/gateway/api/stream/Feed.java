package dev.weir.gateway.api.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.Clock;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A channel at work: looks, remembers, and tells those who watch. Any thread.
public final class Feed {
  private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

  private final Channel channel;
  private final Clock clock;
  private final CountDownLatch end = new CountDownLatch(1);

  /// Guards the three behind it: who joins hears of each point once, before or after.
  private final Object lock = new Object();

  private final Deque<Point> points = new ArrayDeque<>();
  private final Set<Watcher> watchers = new HashSet<>();
  private long count;

  /// Whether the last look failed; its thread's alone.
  private boolean failing;

  Feed(Channel channel, Clock clock) {
    this.channel = channel;
    this.clock = clock;
  }

  void start() {
    Thread.ofVirtual().name("watch-" + channel.name()).start(this::run);
  }

  void end() {
    end.countDown();
  }

  String name() {
    return channel.name();
  }

  /// The newest point, or null before the first look.
  public @Nullable Point last() {
    synchronized (lock) {
      return points.peekLast();
    }
  }

  /// Whether anybody is there to hear of the next point.
  public boolean isWatched() {
    synchronized (lock) {
      return !watchers.isEmpty();
    }
  }

  /// Writes what is remembered as an array, the oldest first. The last one is whole.
  public void write(JsonGenerator json) throws IOException {
    write(json, remembered());
  }

  private List<Point> remembered() {
    synchronized (lock) {
      return List.copyOf(points);
    }
  }

  static void write(JsonGenerator json, List<Point> points) throws IOException {
    json.writeStartArray();
    for (var i = 0; i < points.size() - 1; i++) points.get(i).writeBrief(json);
    if (!points.isEmpty()) points.getLast().write(json);
    json.writeEndArray();
  }

  /// From here on the watcher hears of each point; what was before is answered.
  Past join(Watcher watcher) {
    synchronized (lock) {
      watchers.add(watcher);
      return new Past(count, List.copyOf(points));
    }
  }

  /// @param count how many points there ever were
  record Past(long count, List<Point> points) {}

  void leave(Watcher watcher) {
    synchronized (lock) {
      watchers.remove(watcher);
    }
  }

  private void run() {
    var every = channel.every().toNanos();
    var next = clock.nanos();
    try {
      do {
        look();
        var now = clock.nanos();
        next += every * Math.max(1, Math.ceilDiv(now - next, every)); // none is made up for
      } while (!end.await(Math.max(next - clock.nanos(), 1), TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() throws InterruptedException {
    try {
      tell(channel.look());
      failing = false;
    } catch (InterruptedException e) {
      throw e;
    } catch (Throwable e) { // also an error: else nothing would be shown until the next start
      if (!failing) LOG.warn("The console shows nothing new of '{}' for now", name(), e);
      failing = true;
    }
  }

  private void tell(Point point) {
    List<Watcher> all;
    long id;
    synchronized (lock) {
      if (points.size() == channel.kept()) points.remove();
      points.add(point);
      id = ++count;
      all = new ArrayList<>(watchers);
    }
    if (all.isEmpty()) return;
    var event = Event.bytes(id, name(), point.whole());
    for (var watcher : all) watcher.tell(event);
  }
}
