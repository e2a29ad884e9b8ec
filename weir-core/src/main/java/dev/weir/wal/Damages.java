package dev.weir.wal;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.weir.Clock;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sees to what is not as it was written: tells of it, counts what is lost with it, and keeps the
/// bytes aside for a person, up to the size of one file in all.
///
/// The owner's thread, and whoever opens the log before.
final class Damages {
  private static final Logger log = LoggerFactory.getLogger(Damages.class);
  private static final long TELL_EVERY_NANOS = 10_000_000_000L;
  private static final int TELL_AT_ONCE = 10;

  private final Folder folder;
  private final WalMetrics metrics;
  private final Clock clock;
  private long roomBytes;
  private long toldSince;
  private int told;

  Damages(Folder folder, Limits limits, WalMetrics metrics, Clock clock) {
    this.folder = folder;
    this.metrics = metrics;
    this.clock = clock;
    this.roomBytes = limits.segmentBytes();
  }

  void lost(Ranges messages) {
    if (messages.isEmpty()) return;
    metrics.corrupt(messages.sum());
    warn(
        "{} messages in {} are lost: their part of the log is missing or damaged (the first has"
            + " the number {}, the last {})",
        messages.sum(),
        folder.path(),
        messages.first(0),
        messages.last(messages.size() - 1));
  }

  /// A damage that was put aside by an earlier run was told of then.
  void found(Damage damage) {
    if (Files.exists(aside(damage))) return;
    metrics.damaged();
    var kept = keep(damage);
    warn(
        "{} is damaged from byte {} to {}; what is there is not delivered, and {}",
        damage.file(),
        damage.from(),
        damage.to(),
        kept);
  }

  /// A name that is not the log's any more is given to a file that is none of its.
  void foreign(Path file) {
    metrics.damaged();
    try {
      var aside = file.resolveSibling(Folder.name(file) + Folder.QUARANTINE);
      Folder.rename(file, aside);
      warn("{} is not a file of this log; it is now {}", file, aside);
    } catch (IOException e) {
      warn("{} is not a file of this log, and could not be put aside: {}", file, e.toString());
    }
  }

  void torn(Path file, long end) {
    metrics.torn();
    log.info("{} was cut off at byte {}, amid a write that nobody was answered for", file, end);
  }

  private Path aside(Damage damage) {
    var name = "%s-%d%s".formatted(Folder.name(damage.file()), damage.from(), Folder.QUARANTINE);
    return folder.path().resolve(name);
  }

  private String keep(Damage damage) {
    var size = damage.to() - damage.from();
    if (size > roomBytes) return "too large to be put aside";
    var aside = aside(damage);
    try (var from = FileChannel.open(damage.file(), READ);
        var to = Folder.open(aside, CREATE_NEW, WRITE)) {
      for (var at = 0L; at < size; ) {
        var count = from.transferTo(damage.from() + at, size - at, to);
        if (count <= 0) break;
        at += count;
      }
      roomBytes -= size;
      return "a copy is in " + aside;
    } catch (IOException e) {
      return "could not be put aside: " + e;
    }
  }

  /// A storm of damage says no more than its first words.
  private void warn(String text, Object... values) {
    var now = clock.nanos();
    if (told == 0 || now - toldSince >= TELL_EVERY_NANOS) {
      toldSince = now;
      told = 0;
    }
    if (told++ < TELL_AT_ONCE) log.warn(text, values);
  }
}
