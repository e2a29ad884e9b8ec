package dev.weir.tests.worker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.tests.Await;
import dev.weir.worker.Handler;
import dev.weir.worker.Message;
import dev.weir.worker.Outcome;
import dev.weir.worker.Position;
import dev.weir.worker.Processor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What a processor was given, attempt by attempt.
///
/// An attempt is in the list when it has ended, however it did.
final class Attempts {
  private final Queue<Attempt> ended = new ConcurrentLinkedQueue<>();
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger count = new AtomicInteger();
  private final AtomicInteger inProgress = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  /// One attempt.
  ///
  /// @param key its bytes, one to a character
  /// @param number of the record among those of its key
  /// @param attempt 1 for the first
  /// @param start by [System#nanoTime]
  /// @param ok whether it was not left by an exception
  record Attempt(
      Position position,
      @Nullable String key,
      int number,
      int attempt,
      Thread thread,
      long start,
      long end,
      boolean ok) {
    private String lane() {
      return position.topic() + '-' + position.partition() + '-' + key;
    }

    Duration took() {
      return Duration.ofNanos(end - start);
    }
  }

  /// A handler whose attempts are noted.
  Handler<byte[], byte[]> doing(Handler<byte[], byte[]> work) {
    var noted =
        answering(message -> {
          work.handle(message);
          return Outcome.done();
        });
    return noted::process;
  }

  /// A handler that takes so long, unless it is interrupted.
  Handler<byte[], byte[]> taking(Duration time) {
    return doing(message -> Await.passInterruptibly(time));
  }

  /// A processor whose attempts are noted.
  Processor<byte[], byte[]> answering(Processor<byte[], byte[]> work) {
    return message -> {
      var start = System.nanoTime();
      var now = inProgress.incrementAndGet();
      most.accumulateAndGet(now, Math::max);
      begun.incrementAndGet();
      var ok = false;
      try {
        var outcome = work.process(message);
        ok = true;
        return outcome;
      } finally {
        inProgress.decrementAndGet();
        ended.add(attempt(message, start, ok));
        count.incrementAndGet();
      }
    };
  }

  private static Attempt attempt(Message<byte[], byte[]> message, long start, boolean ok) {
    var key = message.raw().key();
    var value = message.raw().value();
    return new Attempt(
        message.position(),
        key == null ? null : new String(key, ISO_8859_1),
        value == null ? 0 : WorkerTopic.numberOf(value),
        message.attempt(),
        Thread.currentThread(),
        start,
        System.nanoTime(),
        ok);
  }

  /// Attempts that have begun.
  int begun() {
    return begun.get();
  }

  /// Attempts that have ended.
  int count() {
    return count.get();
  }

  int inProgress() {
    return inProgress.get();
  }

  /// The most that were under way at once, since this was asked.
  int most() {
    return most.getAndSet(0);
  }

  /// Those that have ended, in the order of their starts.
  List<Attempt> all() {
    var all = new ArrayList<>(ended);
    all.sort(Comparator.comparingLong(Attempt::start));
    return all;
  }

  List<Attempt> where(Predicate<Attempt> condition) {
    return all().stream().filter(condition).toList();
  }

  List<Attempt> ofKey(String key) {
    return where(attempt -> key.equals(attempt.key()));
  }

  /// Where the records are of which an attempt has ended.
  Set<Position> positions() {
    var positions = new HashSet<Position>();
    for (var attempt : ended) positions.add(attempt.position());
    return positions;
  }

  /// From the first start to the last end.
  Duration took() {
    var all = all();
    var end = all.stream().mapToLong(Attempt::end).max().orElseThrow();
    return Duration.ofNanos(end - all.getFirst().start());
  }

  /// That each record of these topics was processed once.
  Attempts wereOnceEach(WorkerTopic... topics) {
    var records = 0;
    for (var topic : topics) records += topic.written();
    assertThat(positions()).as("records processed").hasSize(records);
    assertThat(ended).as("attempts").hasSize(records);
    return this;
  }

  /// That those of a key were one after the other, in their order.
  Attempts wereInOrder() {
    var last = new HashMap<String, Attempt>();
    for (var next : all()) {
      if (next.key() == null) continue;
      var before = last.put(next.lane(), next);
      if (before != null) areInOrder(before, next);
    }
    return this;
  }

  private static void areInOrder(Attempt before, Attempt next) {
    assertThat(next.start())
        .as("%s begins after %s ends", next, before)
        .isGreaterThanOrEqualTo(before.end());
    assertThat(next.number())
        .as("%s is behind %s", next, before)
        .isGreaterThanOrEqualTo(before.number());
    assertThat(next.position().offset())
        .as("%s is behind %s", next, before)
        .isGreaterThanOrEqualTo(before.position().offset());
  }

  /// How many attempts each record had.
  Map<Position, Integer> perRecord() {
    var counts = new HashMap<Position, Integer>();
    for (var attempt : ended) counts.merge(attempt.position(), 1, Integer::sum);
    return counts;
  }
}
