package dev.weir.worker;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sees an attempt from its outcome to what comes of it: tells the lanes and the listeners, and has
/// copies written. Used by all attempts at once.
final class Endings {
  private static final Logger log = LoggerFactory.getLogger(Worker.class);

  private final Plan<?, ?> plan;
  private final RetryTopics retryTopics;
  private final Lanes lanes;
  private final Copies copies;
  private final Events events;
  private final Consumer<Throwable> fatal;

  /// @param fatal told why the worker cannot go on
  Endings(Plan<?, ?> plan, Lanes lanes, Copies copies, Events events, Consumer<Throwable> fatal) {
    this.plan = plan;
    this.retryTopics = new RetryTopics(plan);
    this.lanes = lanes;
    this.copies = copies;
    this.events = events;
    this.fatal = fatal;
  }

  /// Hot.
  void started(Entry entry) {
    if (!events.wanted()) return;
    var waited = Duration.ofNanos(entry.startedNanos - entry.arrivedNanos);
    events.tell(new WorkerEvent.Started(entry.position(), entry.attempts, waited, entry.lag));
  }

  /// Hot. An attempt has ended.
  ///
  /// @return the one to go on with
  @Nullable Entry ended(Entry entry, int call, Outcome outcome) {
    var number = entry.attempts;
    var end = lanes.ended(entry, call, outcome);
    if (events.wanted()) events.tellKept();
    if (end.course() != null) follow(entry, number, end.course(), end.tookNanos());
    return end.next();
  }

  /// The outcome comes later.
  ///
  /// @return the one that the thread may go on with
  @Nullable Entry later(Entry entry, int call, Outcome.Later later) {
    var next = lanes.later(entry, call);
    later
        .when()
        .whenComplete((outcome, failure) -> {
          var said = failure == null ? told(outcome) : Attempt.meaning(plan, cause(failure));
          var another = ended(entry, call, said);
          if (another != null) lanes.begin(another);
        });
    return next;
  }

  static Outcome told(@Nullable Outcome outcome) {
    if (outcome == null || outcome instanceof Outcome.Later) {
      return Outcome.retry(new IllegalStateException("What came later is no outcome: " + outcome));
    }
    return outcome;
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  /// Nothing that an attempt at another record could mend.
  @Nullable Entry broken(Entry entry, int call, Error error) {
    entry.abandoned = true;
    fatal.accept(error);
    return ended(entry, call, Outcome.retry(error));
  }

  private void follow(Entry entry, int number, Course course, long tookNanos) {
    switch (course) {
      case Course.Settle(var outcome) -> settled(entry, number, outcome, tookNanos);
      case Course.Wait(var why, var time) -> {
        failed(entry, number, why, time);
        lanes.again(entry, time);
      }
      case Course.Defer(var why) -> {
        failed(entry, number, why, null);
        defer(entry, entry.failure(why, number));
      }
      case Course.Bury(var why) -> {
        failed(entry, number, why, null);
        bury(entry, entry.failure(why, number));
      }
      case Course.Drop(var why) -> {
        failed(entry, number, why, null);
        events.tell(new WorkerEvent.Dropped(entry.position(), why));
        warn("The message at {} was dropped after {} attempts", entry.position(), number, why);
      }
      case Course.Stop(var why) -> {
        failed(entry, number, why, null);
        fatal.accept(exhausted(entry.position(), number, why));
      }
    }
  }

  /// Hot.
  private void settled(Entry entry, int number, Outcome outcome, long tookNanos) {
    if (!events.wanted()) return;
    events.tell(
        outcome instanceof Outcome.Skip(var why)
            ? new WorkerEvent.Skipped(entry.position(), why)
            : new WorkerEvent.Succeeded(entry.position(), number, Duration.ofNanos(tookNanos)));
  }

  private void failed(Entry entry, int number, Throwable why, @Nullable Duration next) {
    log.debug("Attempt {} at {} failed; the next one: {}", number, entry.position(), next, why);
    if (events.wanted()) {
      events.tell(new WorkerEvent.Failed(entry.position(), number, why, next));
    }
  }

  private void defer(Entry entry, Failure failure) {
    var delay = retryDelay(entry);
    copies
        .retry(entry.record, failure)
        .thenAccept(ack -> {
          lanes.copied(entry, true);
          events.tell(new WorkerEvent.Deferred(entry.position(), ack, delay, failure.why()));
        });
  }

  private Duration retryDelay(Entry entry) {
    var topic = retryTopics.next(entry.record);
    var delay = topic == null ? null : retryTopics.delay(topic);
    return Objects.requireNonNullElse(delay, Duration.ZERO);
  }

  /// A copy that is not written, as the worker ends first, leaves the record unsettled.
  private void bury(Entry entry, Failure failure) {
    copies
        .deadLetter(entry.record, failure)
        .thenAccept(ack -> {
          lanes.copied(entry, false);
          warn(
              "The message at {} is a dead letter, at {}-{}@{}, after {} attempts",
              entry.position(),
              ack.topic(),
              ack.partition(),
              ack.offset(),
              failure.attempts(),
              failure.why());
          events.tell(new WorkerEvent.DeadLettered(entry.position(), ack, failure.why()));
        });
  }

  /// Exceptions are of users: theirs may throw when they are asked for their message.
  private static void warn(String text, @Nullable Object... arguments) {
    try {
      log.warn(text, arguments);
    } catch (RuntimeException e) {
      log.warn("A failure could not be logged", e);
    }
  }

  static Throwable exhausted(Position position, int number, Throwable why) {
    return new IllegalStateException(
        "The message at %s failed %d times, and onExhausted is stop(). It is not committed: mend what it fails of and start again, or skip it."
            .formatted(position, number),
        why);
  }
}
