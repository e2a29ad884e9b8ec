package dev.weir.wal;

import dev.weir.Clock;
import dev.weir.Message;
import dev.weir.Problem;
import dev.weir.metrics.Metrics;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// The write-ahead log of one sink: records wait here until somebody acknowledges them.
///
/// One thread owns it (its lane's); methods that any thread may call say so.
public final class Wal implements AutoCloseable {
  /// What [#append] answers when there is no room, or when the disk failed.
  public static final long NOT_APPENDED = -1;

  /// Who hears what became of one appended record: one call, on the log's own thread.
  public interface Listener {
    /// It is durable.
    void stored();

    /// It is not, and never will be; the log has forgotten it.
    void notStored(Problem why);
  }

  private final Executor executor;
  private final List<Entry> entries = new ArrayList<>();
  private final BitSet gone = new BitSet();
  private final BitSet claimed = new BitSet();
  private final List<Listener> uncommitted = new ArrayList<>();
  private int cursor;

  private Wal(Executor executor) {
    this.executor = executor;
  }

  public static Wal open(WalOptions options, Metrics metrics, Clock clock) {
    return open(options, metrics, clock, Executors.newSingleThreadExecutor());
  }

  public static Wal open(WalOptions options, Metrics metrics, Clock clock, Executor writer) {
    return new Wal(writer);
  }

  /// Puts a record at the end, claimed: [#next] passes it over until it is released.
  public long append(Message message, @Nullable Problem reason, Listener listener) {
    var sequence = (long) entries.size();
    entries.add(new Entry(sequence, message, reason));
    claimed.set((int) sequence);
    uncommitted.add(listener);
    return sequence;
  }

  /// Has all that was appended written and forced, away from this thread.
  public void commit() {
    if (uncommitted.isEmpty()) return;
    var group = List.copyOf(uncommitted);
    uncommitted.clear();
    executor.execute(() -> group.forEach(Listener::stored));
  }

  /// What has to be done from time to time: notes acknowledgements, tries a failed disk again.
  public void tick() {}

  /// The record is done with: delivered, dropped or kept elsewhere. Any thread, in any order.
  public void ack(long sequence) {
    synchronized (gone) {
      gone.set((int) sequence);
    }
  }

  /// The owner no longer has it in memory: [#next] finds it.
  public void release(long sequence) {
    claimed.clear((int) sequence);
  }

  /// The next record at or after [#position] that is neither acknowledged nor claimed, and claims
  /// it; null when there is none that can be read by now.
  public @Nullable Entry next() {
    while (cursor < entries.size()) {
      var entry = entries.get(cursor++);
      synchronized (gone) {
        if (gone.get((int) entry.sequence()) || claimed.get((int) entry.sequence())) continue;
      }
      claimed.set((int) entry.sequence());
      return entry;
    }
    return null;
  }

  /// Where [#next] goes on.
  public long position() {
    return cursor;
  }

  /// Has [#next] go on from here.
  public void seek(long sequence) {
    cursor = (int) sequence;
  }

  /// What the next record will have.
  public long head() {
    return entries.size();
  }

  /// Records that nobody acknowledged yet. Any thread.
  public long waiting() {
    synchronized (gone) {
      return entries.size() - gone.cardinality();
    }
  }

  /// Whether it takes records: false while it is full or its disk failed. Any thread.
  public boolean accepting() {
    return true;
  }

  /// Why it does not take records. Any thread.
  public @Nullable Problem trouble() {
    return null;
  }

  @Override
  public void close() {
    commit();
  }
}
