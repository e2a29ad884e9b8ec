package dev.weir.cli.produce;

import dev.weir.Message;
import dev.weir.cli.message.MalformedMessage;
import dev.weir.cli.message.MessageInput;
import dev.weir.cli.units.Pace;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Reads messages and hands them to the route, on a thread of its own. It may be left behind in a
/// read that never ends; [#shut] keeps it from sending then.
final class Pump implements Runnable {
  private final Sources sources;
  private final InputOptions options;
  private final Given given;
  private final Route route;
  private final Tally tally;
  private final @Nullable Pace pace;
  private final @Nullable SkippedLines skipped;

  /// Held while a message is handed over, so that none is when the route ends.
  private final ReentrantLock sending = new ReentrantLock();

  private final Runnable beforeReading;

  Pump(Sources sources, InputOptions options, Way way, Runnable beforeReading) {
    this.sources = sources;
    this.options = options;
    this.given = way.given;
    this.route = way.route;
    this.tally = way.tally;
    this.pace = way.pace;
    this.skipped = way.skipped;
    this.beforeReading = beforeReading;
  }

  /// Where messages go.
  record Way(
      Given given, Route route, Tally tally, @Nullable Pace pace, @Nullable SkippedLines skipped) {}

  @Override
  public void run() {
    try {
      for (var name : sources.names()) {
        if (!tally.isOver()) read(name);
      }
      tally.end();
    } catch (IOException | RuntimeException e) {
      tally.stop(e);
    } catch (OutOfMemoryError e) {
      tally.stop(new IllegalStateException("no memory for a message so large", e));
    } catch (Error e) { // such as of a library that is not there: nobody else ends the run
      tally.stop(new IllegalStateException("the input cannot be read: " + e, e));
    }
  }

  private void read(String name) throws IOException {
    var shown = Sources.shown(name);
    try (var input = options.open(sources.open(name, this::idle), given.topic())) {
      while (!tally.isOver()) {
        var message = next(input, shown);
        if (message == null) return;
        pass(given.to(message), new Place(shown, input.line()));
      }
    }
  }

  private void idle() {
    sending.lock();
    try {
      if (!tally.isOver()) route.idle();
    } finally {
      sending.unlock();
    }
    beforeReading.run();
  }

  /// The next that is one; null at the end.
  private @Nullable Message next(MessageInput input, String source) throws IOException {
    while (!tally.isOver()) {
      try {
        return input.next();
      } catch (MalformedMessage e) {
        malformed(e, new Place(source, e.line()));
      }
    }
    return null;
  }

  private void malformed(MalformedMessage e, Place place) throws IOException {
    if (e.isTooLong() && !route.isAllOrNothing()) {
      tally.failed(tally.sending(0), 0, place, String.valueOf(e.getMessage()));
    } else if (skipped == null || e.isTooLong()) {
      tally.stop(new NoMessage(place, String.valueOf(e.getMessage())));
    } else {
      skipped.add(e.raw());
    }
  }

  private void pass(Message message, Place place) {
    if (pace != null) pace.await(message.sizeBytes(), tally::isOver);
    route.awaitRoom(message);
    sending.lock();
    try {
      if (!tally.isOver()) route.send(message, place);
    } finally {
      sending.unlock();
    }
  }

  /// From now on nothing is sent; false where that took longer than `max`.
  boolean shut(Duration max) throws InterruptedException {
    tally.end();
    return sending.tryLock(max.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// The input holds something that is no message.
  static final class NoMessage extends IOException {
    private static final long serialVersionUID = 1;

    NoMessage(Place place, String why) {
      super(place + ": " + why);
    }
  }
}
