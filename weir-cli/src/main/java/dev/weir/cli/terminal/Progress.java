package dev.weir.cli.terminal;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/// How far a long command is, on stderr.
///
/// On a terminal it is a line that changes, shown from the second second on and taken away at the
/// end. Elsewhere it is a line every 10 s with `-v`, and nothing without. Any thread counts; one of
/// its own draws, and [Io] moves the line out of the way of other talk.
public final class Progress implements AutoCloseable {
  private static final long SHOWN_AFTER_NANOS = Duration.ofSeconds(1).toNanos();
  private static final Duration DRAWN_EVERY = Duration.ofMillis(200);
  private static final Duration TOLD_EVERY = Duration.ofSeconds(10);

  private final LongAdder messages = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final PrintWriter err;
  private final LongSupplier nanos;
  private final long begunNanos;
  private final boolean onTerminal;
  private final ProgressLine line;
  private volatile LongSupplier position = () -> -1;
  private volatile String note = "";

  /// What covers the terminal's line now. Guarded by this, as is all drawing.
  private String shown = "";

  private boolean over;

  /// @param onTerminal whether a line may be drawn over
  Progress(PrintWriter err, boolean onTerminal, ProgressLine line, LongSupplier nanos) {
    this.err = err;
    this.onTerminal = onTerminal;
    this.line = line;
    this.nanos = nanos;
    this.begunNanos = nanos.getAsLong();
  }

  /// Of messages.
  ///
  /// @param verb what goes on: `produce`
  /// @param total of messages, or -1 where nobody knows
  public static Progress start(Io io, String verb, long total) {
    return start(
        io, new ProgressLine(verb, total, ProgressLine.Of.MESSAGES, io.world().terminal()));
  }

  /// Where the messages are not counted before but the bytes are.
  ///
  /// @param position how many of the bytes are done
  public static Progress ofBytes(Io io, String verb, long totalBytes, LongSupplier position) {
    var line = new ProgressLine(verb, totalBytes, ProgressLine.Of.BYTES, io.world().terminal());
    var progress = start(io, line);
    progress.position = position;
    return progress;
  }

  /// One that only counts, where something else is drawn or typed.
  public static Progress hidden(Io io, String verb) {
    var line = new ProgressLine(verb, -1, ProgressLine.Of.MESSAGES, io.world().terminal());
    return new Progress(io.world().err(), false, line, System::nanoTime);
  }

  private static Progress start(Io io, ProgressLine line) {
    var onTerminal = io.world().terminal().err();
    var progress = new Progress(io.world().err(), onTerminal, line, System::nanoTime);
    if (!io.quiet() && (onTerminal || io.verbose())) {
      io.shows(progress);
      var every = onTerminal ? DRAWN_EVERY : TOLD_EVERY;
      Thread.ofPlatform().daemon().name("weir-progress").start(() -> progress.draw(every));
    }
    return progress;
  }

  private void draw(Duration every) {
    try {
      while (!closed.await(every.toMillis(), TimeUnit.MILLISECONDS)) tick();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public void done(long messages, long bytes) {
    this.messages.add(messages);
    this.bytes.add(bytes);
  }

  public void failed(long messages) {
    failed.add(messages);
  }

  /// Shows this in place of what failed: `3 found`.
  public void note(String text) {
    note = text;
  }

  synchronized void tick() {
    var elapsedNanos = nanos.getAsLong() - begunNanos;
    if (over || elapsedNanos < SHOWN_AFTER_NANOS) return;
    var end = note.isEmpty() ? "%,d failed".formatted(failed.sum()) : note;
    var now =
        new ProgressLine.Now(messages.sum(), bytes.sum(), position.getAsLong(), elapsedNanos, end);
    var text = line.text(now, onTerminal);
    if (onTerminal) {
      cover(text);
    } else {
      err.println("weir: " + text);
    }
    err.flush();
  }

  /// Prints whole lines of something else, above ours.
  public synchronized void above(Runnable printing) {
    var before = shown;
    cover("");
    printing.run();
    cover(before);
    err.flush();
  }

  /// Only with returns and spaces, which every terminal knows.
  private void cover(String text) {
    if (text.isEmpty() && shown.isEmpty()) return;
    err.print("\r" + text + " ".repeat(Math.max(0, shown.length() - text.length())));
    if (text.isEmpty()) err.print("\r");
    shown = text;
  }

  /// Takes its line away.
  @Override
  public void close() {
    closed.countDown();
    synchronized (this) {
      over = true;
      cover("");
      err.flush();
    }
  }
}
