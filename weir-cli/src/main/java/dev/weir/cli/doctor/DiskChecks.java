package dev.weir.cli.doctor;

import dev.weir.cli.units.Amounts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// How much room the disk of the data folder has, and how long it takes to keep something.
final class DiskChecks {
  private static final long FREE_MIN_BYTES = 100L << 20;
  private static final long FREE_ENOUGH_BYTES = 1L << 30;
  private static final int SYNCS_MAX = 21;
  private static final long SYNCS_MAX_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final Path data;
  private final Path folder;

  /// @param data where a gateway keeps its files, if it is there
  /// @param folder else this one is looked at
  DiskChecks(Path data, Path folder) {
    this.data = data;
    this.folder = folder;
  }

  Finding space() throws IOException {
    var store = Files.getFileStore(at());
    var free = store.getUsableSpace();
    var found =
        "%s of %s are free".formatted(Amounts.text(free), Amounts.text(store.getTotalSpace()));
    var remedy = "Make room there, or name another folder: --set data=DIRECTORY.";
    if (free < FREE_MIN_BYTES) return Finding.failed("space", subject(), found, remedy);
    if (free < FREE_ENOUGH_BYTES) return Finding.warning("space", subject(), found, remedy);
    return Finding.ok("space", subject(), found);
  }

  /// The median of some; for a second at most, whatever the disk.
  Finding sync() {
    try {
      var nanos = median();
      var found = String.format(Locale.ROOT, "a sync takes %.1f ms (median)", nanos / 1e6);
      if (nanos <= SLOW_NANOS) return Finding.ok("sync", subject(), found);
      return Finding.warning(
          "sync",
          subject(),
          found,
          "What waits for Kafka is kept at that pace: take a local disk, best one of flash.");
    } catch (IOException e) {
      return Finding.skipped("sync", subject(), "nothing can be written there (%s)".formatted(e));
    }
  }

  private long median() throws IOException {
    var file = Files.createTempFile(at(), ".weir-doctor", ".tmp");
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      var block = ByteBuffer.allocateDirect(4096);
      var began = System.nanoTime();
      var times = new long[SYNCS_MAX];
      var count = 0;
      while (count < SYNCS_MAX && (count == 0 || System.nanoTime() - began < SYNCS_MAX_NANOS)) {
        var before = System.nanoTime();
        channel.write(block.rewind());
        channel.force(false);
        times[count++] = System.nanoTime() - before;
      }
      Arrays.sort(times, 0, count);
      return times[count / 2];
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private Path at() {
    return Files.isDirectory(data) ? data : folder;
  }

  private String subject() {
    return at().toString();
  }
}
