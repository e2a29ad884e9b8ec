package dev.weir.sink.file;

import dev.weir.Outcome;
import dev.weir.Problem;
import dev.weir.sink.file.Batches.Batch;
import dev.weir.sink.file.OpenFile.Parked;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What one topic has open: the file, and the messages in it that are not durable yet.
///
/// ```
///            begin                  force                    full
///   (none) ────────▶ open, waiting ───────▶ open, all settled ────▶ (none)
///      ▲                   │ any failure                │ park
///      └───────────────────┘ all waiting are lost       ▼
///                                                    parked ──▶ open, at the next message
/// ```
///
/// Messages are settled in their order. Behind a failure all are lost until the lane has had its
/// turn: else a later one would be delivered before an earlier one is sent again.
final class Series {
  private static final Logger log = LoggerFactory.getLogger(Series.class);

  /// A file is forced at the latest when so much of it is not, whatever the batch.
  private static final int UNFORCED_BYTES_MAX = 8 << 20;

  private final Site site;
  private final Shelf shelf;

  private final List<Waiting> waiting = new ArrayList<>();
  private @Nullable OpenFile file;
  private @Nullable Parked parked;
  private long deadlineNanos;

  /// Why messages are lost in this very turn.
  private @Nullable Problem failure;

  private long failedInTurn;

  /// Whether the log knows of a failure that is not over.
  private boolean told;

  /// A message that is not settled, and where it stands in its file.
  private static final class Waiting {
    final Consumer<Outcome> done;
    long offset;

    Waiting(Consumer<Outcome> done) {
      this.done = done;
    }
  }

  /// When it is: of the lane's turns, of the clock that never jumps, and of the calendar.
  record Moment(long turn, long nanos, long seconds) {}

  Series(Site site, String topic) {
    this.site = site;
    this.shelf = new Shelf(site, topic);
  }

  void add(byte[] bytes, Batch batch, Moment now, Consumer<Outcome> done) {
    if (failure != null && failedInTurn == now.turn()) {
      done.accept(new Outcome.Lost(failure));
      return;
    }
    var deadline = now.nanos() + batch.atMost().toNanos();
    if (waiting.isEmpty() || deadline - deadlineNanos < 0) deadlineNanos = deadline;
    var message = new Waiting(done);
    waiting.add(message);
    try {
      if (file == null) file = open(now);
      message.offset = file.end();
      file.append(bytes);
      if (waiting.size() >= batch.messages() || large(file)) commit(now);
    } catch (IOException e) {
      fail(e, now);
    }
  }

  private boolean large(OpenFile to) {
    return to.sizeBytes() >= site.config().rotateBytes()
        || to.sizeBytes() - to.forcedBytes() >= UNFORCED_BYTES_MAX;
  }

  private OpenFile open(Moment now) throws IOException {
    var known = parked;
    parked = null;
    var reopened = known == null ? null : OpenFile.reopen(known, site.config().compression());
    return reopened == null ? shelf.next(now.seconds()) : reopened;
  }

  /// Forces what is late.
  void turn(Moment now) {
    if (!waiting.isEmpty() && now.nanos() - deadlineNanos >= 0) commit(now);
  }

  /// Makes all that waits durable and settles it; ends a file that is full.
  private void commit(Moment now) {
    var to = file;
    if (to == null || waiting.isEmpty()) return;
    var before = to.forcedBytes();
    try {
      to.force();
    } catch (IOException e) {
      fail(e, now);
      return;
    }
    site.figures().written().add(to.forcedBytes() - before);
    if (told) log.info("{} takes messages again", to.path());
    told = false;
    if (to.forcedBytes() >= site.config().rotateBytes()) {
      to.park();
      file = null;
    }
    settle(message -> new Outcome.Delivered(0, message.offset));
  }

  /// Gives the file up and loses what waits.
  private void fail(IOException cause, Moment now) {
    var failed = file;
    file = null;
    failure = FileProblem.unavailable(failed == null ? shelf.base() : failed.path(), cause);
    failedInTurn = now.turn();
    site.figures().failures().add(1);
    if (!told) log.warn("{}", failure.text());
    told = true;
    if (failed != null && !failed.abandon() && failed.forcedBytes() == 0) {
      shelf.leave(failed.path());
    }
    var lost = new Outcome.Lost(failure);
    settle(_ -> lost);
  }

  private void settle(Function<Waiting, Outcome> outcome) {
    var settled = List.copyOf(waiting);
    waiting.clear();
    settled.forEach(message -> message.done.accept(outcome.apply(message)));
  }

  /// Makes all durable and closes the file, to go on with it at the next message.
  void park(Moment now) {
    commit(now);
    if (file == null) return;
    parked = file.park();
    file = null;
  }
}
