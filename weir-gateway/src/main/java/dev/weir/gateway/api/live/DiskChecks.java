package dev.weir.gateway.api.live;

import dev.weir.config.WeirConfig;
import dev.weir.gateway.net.Context;
import dev.weir.metrics.Histogram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// The disk that messages wait on.
record DiskChecks(WeirConfig config, Context context) {
  private static final String DISK = "Disk";
  private static final long FREE_MIN_BYTES = 100L << 20;
  private static final long FREE_ENOUGH_BYTES = 1L << 30;
  private static final double SLOW_MILLIS = 20;
  private static final int MUCH = 80;

  void run(List<Check> checks) {
    var folder = folder();
    checks.add(space(folder));
    log(checks);
    sync(checks);
  }

  private Path folder() {
    var log = config.wal().path().toAbsolutePath();
    return Files.isDirectory(log) ? log : config.data().toAbsolutePath();
  }

  private static Check space(Path folder) {
    var remedy = "Make room there, or have 'data' on another disk";
    try {
      var store = Files.getFileStore(folder);
      var free = store.getUsableSpace();
      var found =
          "%s of %s are free at %s"
              .formatted(Amount.bytes(free), Amount.bytes(store.getTotalSpace()), folder);
      if (!Files.isWritable(folder)) {
        return Check.lost(
            DISK, "%s cannot be written".formatted(folder), "Give Weir's user the right");
      }
      if (free < FREE_MIN_BYTES) return Check.lost(DISK, found, remedy);
      return free < FREE_ENOUGH_BYTES ? Check.stored(DISK, found, remedy) : Check.fine(DISK, found);
    } catch (IOException e) {
      return Check.lost(DISK, "%s cannot be looked at (%s)".formatted(folder, e), remedy);
    }
  }

  private void log(List<Check> checks) {
    for (var sink : context.delivery().sinks()) {
      if (!sink.logged()) continue;
      var name = "Log of '%s'".formatted(sink.sink());
      var room = new Room(sink.logBytes(), config.wal().limitBytes());
      var found =
          "%s of %s in use, %,d messages wait"
              .formatted(Amount.bytes(room.used()), Amount.bytes(room.limit()), sink.waiting());
      var trouble = sink.trouble();
      if (trouble != null) {
        checks.add(Check.lost(name, "takes nothing: " + trouble.why(), trouble.remedy()));
      } else if (room.isOver(MUCH)) {
        checks.add(Check.stored(name, found, "Bring the sink back, or raise wal.limit"));
      } else {
        checks.add(Check.fine(name, found));
      }
    }
  }

  /// As it was since the start, where there was any.
  private void sync(List<Check> checks) {
    var spread = Spread.NONE;
    for (var metric : context.metrics().all()) {
      if (metric.name().equals("weir_wal_sync_seconds") && metric instanceof Histogram seconds) {
        spread = spread.plus(new Spread(seconds.bounds(), seconds.counts()));
      }
    }
    var median = spread.millis(50);
    if (median == null) return;
    var found = String.format(Locale.ROOT, "takes about %.1f ms (median since the start)", median);
    checks.add(
        median > SLOW_MILLIS
            ? Check.stored(
                "Sync of the disk",
                found,
                "What waits for Kafka is kept at that pace: take a local disk, best one of flash")
            : Check.fine("Sync of the disk", found));
  }
}
