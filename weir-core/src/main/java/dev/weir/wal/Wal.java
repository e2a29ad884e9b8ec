package dev.weir.wal;

import dev.weir.Clock;
import dev.weir.Message;
import dev.weir.Problem;
import dev.weir.metrics.Metrics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The write-ahead log of one sink: records wait here until somebody acknowledges them.
///
/// One thread owns it (its lane's); methods that any thread may call say so. Appends and commits of
/// several threads do no harm, each of them is taken in its turn.
public final class Wal implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Wal.class);

  /// What [#append] answers when there is no room, or when the disk failed. When [#trouble] is null
  /// all the same, there is room for smaller messages alone.
  public static final long NOT_APPENDED = -1;

  /// Who hears what became of one appended record: one call, on the log's own thread.
  public interface Listener {
    /// It is durable.
    void stored();

    /// It is not, and never will be; the log has forgotten it.
    void notStored(Problem why);
  }

  /// Counts what goes in and out, message by message. Any thread.
  public interface Watcher {
    Watcher NOBODY = new Watcher() {};

    default void appended(String topic) {}

    default void read(String topic) {}

    default void acknowledged() {}
  }

  private static final int GROUP_BYTES = 1 << 20;
  private static final int GROUP_BYTES_MAX = 8 << 20;

  /// So that it is not open for the smallest messages alone.
  private static final int ROOM_BYTES = 4 << 10;

  private final Parts parts;
  private final FolderLock lock;
  private final Damages damages;
  private final Intake intake;
  private final Reader reader;
  private final Writer writer;
  private final Threads threads;
  private final long recovered;
  private final Watcher watcher;
  private volatile boolean closed;

  /// Threads of its own, `wal-<name>` and one that tells the listeners.
  public static Wal open(WalOptions options, Metrics metrics, Clock clock) {
    return open(options, metrics, clock, () -> Threads.own(options.name()));
  }

  /// Writes as tasks of the executor, and tells the listeners so too: one task at a time, whatever
  /// threads it has. It is not ended with the log.
  public static Wal open(WalOptions options, Metrics metrics, Clock clock, Executor writer) {
    return open(options, metrics, clock, () -> Threads.of(writer));
  }

  private static Wal open(
      WalOptions options, Metrics metrics, Clock clock, Supplier<Threads> threads) {
    try {
      Roster.of(new Folder(options.folder())); // a newer version is left as it is, unlocked
      var folder = Folder.create(options.folder());
      var lock = FolderLock.take(folder.path());
      try {
        return new Wal(new Opening(options, folder, metrics, clock), lock, threads);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw WalException.unusable(options.folder(), e);
    }
  }

  private Wal(Opening opening, FolderLock lock, Supplier<Threads> threads) throws IOException {
    this.lock = lock;
    this.parts = opening.parts;
    this.watcher = opening.watcher;
    this.damages = opening.damages;
    this.recovered = parts.waiting().count();
    this.intake = new Intake(parts, opening.head);
    this.reader = new Reader(parts, damages);
    var tape = new Tape(parts, opening.tail, opening.spares);
    this.threads = threads.get();
    this.writer = new Writer(parts, tape, intake, this.threads);
    writer.owe(opening.lost);
    register(parts.metrics());
  }

  private void register(WalMetrics metrics) {
    var limit = parts.limits().limitBytes();
    metrics.gauge(
        "weir_wal_messages_waiting",
        "Messages in the log, dead letters in one of their own.",
        this::waiting);
    metrics.gauge("weir_wal_bytes", "What the log takes of the disk.", writer::bytes);
    metrics.gauge("weir_wal_limit_bytes", "What the log may take of the disk.", () -> limit);
    metrics.gauge(
        "weir_wal_accepting",
        "1 while the log takes messages, 0 while it is full or its disk fails.",
        () -> accepting() ? 1 : 0);
  }

  /// Puts a record at the end, claimed: [#next] passes it over until it is released. A message that
  /// is to have the time of its sending gets the time of now.
  public long append(Message message, @Nullable Problem reason, Listener listener) {
    if (closed || !(writer.state() instanceof State.Ready)) return NOT_APPENDED;
    if (intake.bytes() >= GROUP_BYTES_MAX && !writer.runNow()) {
      writer.schedule();
      return NOT_APPENDED;
    }
    var sequence = intake.add(message, reason, listener, room());
    if (sequence == NOT_APPENDED) return NOT_APPENDED;
    parts.metrics().appended();
    watcher.appended(message.topic());
    if (intake.bytes() >= GROUP_BYTES) writer.schedule();
    return sequence;
  }

  /// Whether all of these could be appended by now, as far as room goes.
  public boolean fits(Iterable<Message> messages) {
    return !closed && writer.state() instanceof State.Ready && intake.fits(messages, room());
  }

  /// What may still be appended beside what is in memory.
  private long room() {
    return parts.limits().messageBytes() - writer.heldBytes();
  }

  /// Has all that was appended written and forced, away from this thread.
  public void commit() {
    if (intake.bytes() > 0) writer.schedule();
  }

  /// What has to be done from time to time: notes acknowledgements, tries a failed disk again. The
  /// owner calls it four times a second.
  public void tick() {
    if (!closed) writer.tick();
  }

  /// The record is done with: delivered, dropped or kept elsewhere. Any thread, in any order.
  public void ack(long sequence) {
    parts.waiting().ack(sequence);
    watcher.acknowledged();
  }

  /// The owner no longer has it in memory: [#next] finds it.
  public void release(long sequence) {
    parts.waiting().release(sequence);
  }

  /// Whether it was appended and is neither acknowledged nor forgotten. Any thread.
  public boolean holds(long sequence) {
    return parts.waiting().contains(sequence);
  }

  /// The next record at or after [#position] that is neither acknowledged nor claimed, and claims
  /// it; null when there is none that can be read by now.
  public @Nullable Entry next() {
    var entry = closed ? null : reader.next(writer.written());
    if (entry != null) watcher.read(entry.message().topic());
    return entry;
  }

  /// Where [#next] goes on. Nothing below that was released waits unclaimed, unless it was released
  /// after it was passed.
  public long position() {
    return reader.position();
  }

  /// Has [#next] go on from here.
  public void seek(long sequence) {
    reader.seek(sequence);
  }

  /// What the next record will have.
  public long head() {
    return intake.head();
  }

  /// Records that nobody acknowledged yet. Any thread.
  public long waiting() {
    return parts.waiting().count();
  }

  /// The place of the oldest record that nobody acknowledged yet, or -1. Any thread.
  public long firstWaiting() {
    return parts.waiting().firstFrom(0);
  }

  /// Where its files are, see [WalFiles]. Any thread.
  public Path folder() {
    return parts.folder().path();
  }

  /// What its files take of the disk. Any thread.
  public long bytes() {
    return writer.bytes();
  }

  /// How many records [#open] found waiting. Any thread.
  public long recovered() {
    return recovered;
  }

  /// How many records were lost because the disk did not keep them, at [#open] and since. What is
  /// lost is not [#waiting] any more. Any thread.
  public long corrupt() {
    return parts.metrics().corrupt();
  }

  /// Whether it takes records: false while it is full or its disk failed. Any thread.
  public boolean accepting() {
    return trouble() == null;
  }

  /// Why it does not take records. Any thread.
  public @Nullable Problem trouble() {
    var limits = parts.limits();
    if (writer.hung()) return Problem.walFailed("the disk does not answer");
    return switch (writer.state()) {
      case State.Ready _ ->
          room() - intake.pendingBytes() >= ROOM_BYTES
              ? null
              : Problem.walFull(limits.limitBytes());
      case State.Full full -> full.problem(limits);
      case State.Failed failed -> failed.problem();
    };
  }

  /// Lets go of the folder as a crash does: nothing more is written.
  void abandon() {
    if (closed) return;
    closed = true;
    end(writer.abandon());
  }

  /// Writes what was appended and what was acknowledged, and lets go of the folder. It waits some
  /// seconds at most; while the disk does not answer the folder stays locked.
  @Override
  public void close() {
    if (closed) return;
    closed = true;
    end(writer.close());
  }

  private void end(boolean inOrder) {
    reader.close();
    threads.close();
    try {
      if (inOrder) lock.close();
    } catch (IOException e) {
      log.warn("{} may stay locked: {}", parts.folder().path(), e.toString());
    }
  }
}
