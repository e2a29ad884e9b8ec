package dev.weir.wal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.HandClock;
import dev.weir.Message;
import dev.weir.Problem;
import dev.weir.metrics.Metrics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A log with small files whose tasks run when a test says so, on the test's own thread.
final class LoggedBox implements AutoCloseable {
  static final int SEGMENT_BYTES = 32 << 10;
  static final int LIMIT_BYTES = 32 * SEGMENT_BYTES;

  final HandClock clock = new HandClock();
  private final WalOptions options;
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private final List<Long> stored = new ArrayList<>();
  private final List<Long> notStored = new ArrayList<>();
  private Wal wal;

  LoggedBox(Path folder) {
    this.options = new WalOptions("test", folder, LIMIT_BYTES, SEGMENT_BYTES);
    this.wal = Wal.open(options, new Metrics(), clock, tasks::add);
  }

  Wal wal() {
    return wal;
  }

  List<Long> stored() {
    return stored;
  }

  List<Long> notStored() {
    return notStored;
  }

  /// Appends each, and has it written and forced before the next. Returns the last sequence.
  long append(String... values) {
    var last = -1L;
    for (var value : values) {
      last = append(Message.of("topic", null, value.getBytes(UTF_8)), null);
    }
    return last;
  }

  long append(Message message, @Nullable Problem reason) {
    var sequence = add(message, reason);
    commit();
    return sequence;
  }

  /// Appends, 20 to a group.
  void appendMany(int count, String prefix) {
    for (var i = 0; i < count; i++) {
      add(Message.of("topic", null, (prefix + i).getBytes(UTF_8)), null);
      if (i % 20 == 19) commit();
    }
    commit();
  }

  void commit() {
    wal.commit();
    runTasks();
  }

  /// Appends and no more.
  long add(Message message, @Nullable Problem reason) {
    var told = new Told();
    var sequence = wal.append(message, reason, told);
    told.sequence = sequence;
    return sequence;
  }

  /// Appends until the log refuses. Returns how many it took.
  long fill() {
    var count = 0L;
    while (append(Message.of("topic", null, new byte[2_000]), null) >= 0) count++;
    return count;
  }

  /// The next record, which is there.
  Entry next() {
    return Objects.requireNonNull(wal.next());
  }

  List<String> drain() {
    var values = new ArrayList<String>();
    for (var entry = wal.next(); entry != null; entry = wal.next()) {
      var value = entry.message().value();
      values.add(value == null ? "null" : new String(value, UTF_8));
    }
    return values;
  }

  void tickAfter(Duration duration) {
    clock.advance(duration);
    wal.tick();
    runTasks();
  }

  void runTasks() {
    for (var task = tasks.poll(); task != null; task = tasks.poll()) task.run();
  }

  void restart() {
    wal.close();
    runTasks();
    wal = Wal.open(options, new Metrics(), clock, tasks::add);
  }

  /// Ends the log without its doing anything more, as the end of the process does.
  void kill() {
    wal.abandon();
    tasks.clear();
    wal = Wal.open(options, new Metrics(), clock, tasks::add);
  }

  @Override
  public void close() {
    wal.close();
    runTasks();
  }

  private final class Told implements Wal.Listener {
    long sequence;

    @Override
    public void stored() {
      stored.add(sequence);
    }

    @Override
    public void notStored(Problem why) {
      notStored.add(sequence);
    }
  }
}
