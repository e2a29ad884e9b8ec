package dev.weir.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Problem;
import dev.weir.metrics.Metrics;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The log on its own threads: one appends and reads, one acknowledges, and files are begun, put
/// together and given back meanwhile.
@Timeout(120)
final class BusyLogTest {
  private static final int RECORDS = 60_000;

  @TempDir private Path folder;
  private final AtomicLong stored = new AtomicLong();
  private final BlockingQueue<Long> delivered = new ArrayBlockingQueue<>(2_000);
  private final Map<Long, Long> ids = new HashMap<>();

  @Test
  void what_is_read_while_files_come_and_go_is_whole_and_complete() throws Exception {
    var random = new Random(Long.getLong("weir.seed", System.nanoTime()));
    var options = new WalOptions("busy", folder, 4 << 20, 64 << 10);
    try (var log = Wal.open(options, new Metrics(), System::nanoTime)) {
      var acknowledging = Thread.ofPlatform().start(() -> acknowledge(log));
      var left = drive(log, random);
      acknowledging.join(TimeUnit.SECONDS.toMillis(60));

      assertThat(stored).hasValue(RECORDS);
      assertThat(left).isZero();
      assertThat(log.corrupt()).isZero();
      assertThat(log.waiting()).isZero();
    }
  }

  /// Appends all, reads all; returns how many did not come back.
  private int drive(Wal log, Random random) throws InterruptedException {
    var appended = 0;
    while (appended < RECORDS || !ids.isEmpty()) {
      for (var n = random.nextInt(200); n > 0 && appended < RECORDS; n--) {
        if (append(log, appended)) appended++;
      }
      log.commit();
      log.tick();
      for (var n = random.nextInt(300); n > 0 && read(log); n--) {}
      if (random.nextInt(50) == 0) log.seek(0);
    }
    delivered.put(-1L);
    return ids.size();
  }

  private boolean append(Wal log, long id) {
    var sample = Sample.sized(id, 100);
    var sequence = log.append(sample.message(), null, new Counting());
    if (sequence == Wal.NOT_APPENDED) return false;
    ids.put(sequence, id);
    log.release(sequence);
    return true;
  }

  private boolean read(Wal log) throws InterruptedException {
    var entry = log.next();
    if (entry == null) return false;
    var id = ids.remove(entry.sequence());
    assertThat(id).as("read once: %s", entry).isNotNull();
    Sample.sized(Objects.requireNonNull(id), 100).assertIs(entry, entry.message().timestamp());
    delivered.put(entry.sequence());
    return true;
  }

  /// Out of order, and some much later than others.
  private void acknowledge(Wal log) {
    var late = new ArrayBlockingQueue<Long>(RECORDS);
    try {
      for (var next = delivered.take(); next >= 0; next = delivered.take()) {
        if (next % 100 == 0) late.add(next);
        else log.ack(next);
        if (late.size() > 300) log.ack(late.remove());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    late.forEach(log::ack);
  }

  private final class Counting implements Wal.Listener {
    @Override
    public void stored() {
      stored.incrementAndGet();
    }

    @Override
    public void notStored(Problem why) {
      throw new AssertionError(why.text());
    }
  }
}
