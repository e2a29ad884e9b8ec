package dev.weir.wal;

import dev.weir.Problem;
import dev.weir.metrics.Metrics;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;

/// A program that writes to a log until it is killed, and says which records are stored.
final class EndlessWriter {
  private static final int UNDER_WAY = 64;

  private EndlessWriter() {}

  /// The folder, and the number of the first record; each later one is one greater.
  public static void main(String[] arguments) {
    var options = new WalOptions("endless", Path.of(arguments[0]), 1L << 30, 1 << 20);
    var log = Wal.open(options, new Metrics(), System::nanoTime);
    var room = new Semaphore(UNDER_WAY);
    for (var id = Long.parseLong(arguments[1]); ; id++) {
      room.acquireUninterruptibly();
      log.append(Sample.sized(id, 500).message(), null, new Saying(id, room));
      if (room.availablePermits() == 0 || id % 7 == 0) log.commit();
    }
  }

  /// One line is one write: what the parent has read was stored before.
  private record Saying(long id, Semaphore room) implements Wal.Listener {
    @Override
    public void stored() {
      System.out.println(id);
      System.out.flush();
      room.release();
    }

    @Override
    public void notStored(Problem why) {
      System.out.println(why.text());
    }
  }
}
