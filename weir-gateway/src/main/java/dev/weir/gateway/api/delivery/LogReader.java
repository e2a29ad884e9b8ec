package dev.weir.gateway.api.delivery;

import dev.weir.delivery.Kept;
import dev.weir.wal.Entry;
import dev.weir.wal.WalFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Reads the messages of a log, oldest first, and not too many at a time: what the disk gives is
/// asked of the lane, for the files show what was done with a little later.
final class LogReader {
  static final int LIMIT_MAX = 1_000;
  private static final int READ_MAX = 200_000;
  private static final long READ_BYTES_MAX = 64L << 20;

  private final Kept kept;
  private final int messagesMax;
  private final long bytesMax;
  private long read;
  private long readBytes;
  private long scanned;

  private LogReader(Kept kept, int messagesMax, long bytesMax) {
    this.kept = kept;
    this.messagesMax = messagesMax;
    this.bytesMax = bytesMax;
  }

  /// One that ends soon.
  static LogReader of(Kept kept) {
    return new LogReader(kept, READ_MAX, READ_BYTES_MAX);
  }

  /// One that reads all that one can work on at a time.
  static LogReader thorough(Kept kept) {
    return new LogReader(kept, 5 * READ_MAX, 16 * READ_BYTES_MAX);
  }

  /// What was found.
  ///
  /// @param entries as they are told, for they may be large and little of each is
  /// @param scanned how many that are there still were looked at
  /// @param next where to go on, or null where that was all
  record Slice<T>(List<T> entries, long scanned, @Nullable Long next) {}

  /// @param from the first place of interest
  /// @param limit how many are wanted at most
  <T> Slice<T> read(long from, int limit, Predicate<Entry> wanted, Function<Entry, T> told) {
    var found = new ArrayList<T>();
    var next =
        each(
            from,
            entry -> {
              if (wanted.test(entry)) found.add(told.apply(entry));
              return found.size() < limit;
            });
    return new Slice<>(found, scanned, next);
  }

  /// Shows one after the other, until the visitor wants no more or it is too much; answers where to
  /// go on, or null where that was all.
  @Nullable Long each(long from, Predicate<Entry> visitor) {
    var last = new long[] {from - 1};
    var all =
        WalFiles.open(kept.folder())
            .readFrom(
                from,
                item -> {
                  var entry = item.entry();
                  last[0] = entry.sequence();
                  read++;
                  readBytes += entry.message().sizeBytes();
                  var enough = read >= messagesMax || readBytes >= bytesMax;
                  if (!kept.holds().test(entry.sequence())) return !enough;
                  scanned++;
                  return visitor.test(entry) && !enough;
                });
    return all ? null : last[0] + 1;
  }

  long scanned() {
    return scanned;
  }
}
