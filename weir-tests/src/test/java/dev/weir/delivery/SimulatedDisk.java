package dev.weir.delivery;

import dev.weir.testkit.disk.FaultyDisk;
import dev.weir.testkit.disk.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.Executor;

/// The disk under the logs, and the threads that write them: each task is done when its time comes.
final class SimulatedDisk {
  private static final List<Operation> WRITING =
      List.of(Operation.WRITE, Operation.WRITE_AT, Operation.FORCE, Operation.OPEN, Operation.READ);

  private final FaultyDisk disk;
  private final Timeline timeline;
  private final Chance chance;
  private boolean slow;

  SimulatedDisk(Path folder, Timeline timeline, Chance chance) throws IOException {
    this.disk = FaultyDisk.in(folder);
    this.timeline = timeline;
    this.chance = chance;
  }

  Path folder() {
    return disk.path("wal");
  }

  /// One log's thread, in one life of the gateway.
  final class Writer implements Executor {
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private long freeNanos;
    private boolean hurried;

    @Override
    public void execute(Runnable task) {
      if (hurried) {
        task.run();
        return;
      }
      tasks.add(task);
      var most = slow ? 2 * Timeline.SECOND : 3 * Timeline.MILLI;
      var nanos = chance.spread(slow ? 20 * Timeline.MILLI : Timeline.MILLI / 20, most);
      freeNanos = Math.max(freeNanos, timeline.nanos()) + nanos;
      timeline.after(freeNanos - timeline.nanos(), this::runOne);
    }

    private void runOne() {
      var task = tasks.poll();
      if (task != null) task.run();
    }

    /// Whoever ends the log waits for it, so from here on all is done at once.
    void hurry() {
      while (!tasks.isEmpty()) runOne();
      hurried = true;
    }

    void die() {
      tasks.clear();
    }
  }

  void slow() {
    slow = true;
  }

  void full() {
    attempt(() -> disk.fullAfter(chance.between(0, 8 << 10)));
  }

  void failOnce() {
    disk.failCall(chance.between(1, 20), chance.pick(WRITING));
  }

  void failForLong() {
    disk.failFrom(chance.between(1, 5), Operation.FORCE);
  }

  void heal() {
    slow = false;
    disk.heal();
  }

  /// Takes what was not forced, or part of it.
  void powerCut() {
    attempt(() -> disk.powerCut(chance.number()));
  }

  /// The process is gone, the machine is not: all that was written is still there.
  void kill() {
    attempt(disk::sync);
    attempt(disk::powerCut);
  }

  /// What it had said to be durable is not: the end of each file is gone.
  void forgets() {
    attempt(() -> files().forEach(this::cutHalf));
  }

  private void cutHalf(Path file) {
    attempt(() -> disk.cutOff(file, Files.size(file) / 2));
  }

  /// One bit, somewhere.
  void rots() {
    attempt(() -> {
      var files = files();
      if (files.isEmpty()) return;
      var file = chance.pick(files);
      var size = Files.size(file);
      if (size > 0) disk.flipBit(file, (long) (chance.share() * size));
    });
  }

  /// Without the locks.
  List<Path> files() throws IOException {
    try (var all = Files.walk(folder())) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !file.toString().endsWith(".lock"))
          .sorted()
          .toList();
    }
  }

  void close() throws IOException {
    disk.close();
  }

  @FunctionalInterface
  private interface Deed {
    void act() throws IOException;
  }

  private static void attempt(Deed deed) {
    try {
      deed.act();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
