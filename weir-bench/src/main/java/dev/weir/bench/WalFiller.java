package dev.weir.bench;

import dev.weir.Message;
import dev.weir.Problem;
import dev.weir.wal.Wal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Semaphore;

/// Fills a log, says so, and waits to be killed with the log open.
final class WalFiller {
  private static final int UNDER_WAY_MAX = 8_192;
  private static final int GROUP = 512;

  private WalFiller() {}

  public static void main(String[] line) throws IOException {
    var arguments =
        Arguments.parse(line, Map.of("folder", "", "mib", "1024", "value-bytes", "1024"));
    var bytes = new byte[arguments.count("value-bytes")];
    new Random(1).nextBytes(bytes);
    var message = Message.of("rides", new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, bytes);
    var records = ((long) arguments.count("mib") << 20) / message.sizeBytes();
    var wal = WalRounds.open(Path.of(arguments.text("folder")));
    fill(wal, message, records);
    Lifeline.ready(Long.toString(records));
    Lifeline.untilParentEnds();
    wal.close(); // never reached: the parent kills
  }

  private static void fill(Wal wal, Message message, long records) {
    var room = new Semaphore(UNDER_WAY_MAX);
    var listener = new Counting(room);
    for (var i = 1L; i <= records; i++) {
      room.acquireUninterruptibly();
      if (wal.append(message, null, listener) == Wal.NOT_APPENDED) {
        throw new IllegalStateException("The log took no record: " + wal.trouble());
      }
      if (i % GROUP == 0) wal.commit();
    }
    wal.commit();
    room.acquireUninterruptibly(UNDER_WAY_MAX);
  }

  private record Counting(Semaphore room) implements Wal.Listener {
    @Override
    public void stored() {
      room.release();
    }

    @Override
    public void notStored(Problem why) {
      throw new IllegalStateException(why.text());
    }
  }
}
