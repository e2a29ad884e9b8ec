package dev.weir.worker;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Runs what a worker does with a message, for a test: without Kafka, in the test's own thread, and
/// with a clock that only this moves.
///
/// ```java
/// var probe = Probe.of(worker).send("contacts", "k1", new Contact("Ann"));
/// assertThat(probe.outcomes()).containsExactly(Outcome.done());
/// ```
///
/// A message goes all the way that it goes in a worker: encoded and decoded by the codecs, through
/// telemetry and what wraps the attempts, to the processor, and from there to its next attempt, its
/// retry topic or the dead letters, with the very classes that a worker does it with. Each topic
/// has one partition, and there is one attempt at a time; so the limits for how many there are at
/// once, and in a second, play no part, and waits have no jitter.
///
/// Waits pass by themselves: [#send] returns when nothing is left to do. A test of what happens
/// meanwhile asks for [#byHand] and moves the clock with [#advance]; a processor that does so takes
/// that long, as the time limit sees it.
///
/// The worker itself is not started, and does not have to be closed.
public final class Probe {
  private final Rehearsal<?, ?> rehearsal;

  Probe(Rehearsal<?, ?> rehearsal) {
    this.rehearsal = rehearsal;
  }

  /// A probe of what that worker would do.
  ///
  /// @param worker as a [WorkerBuilder] has built it
  public static Probe of(Worker worker) {
    if (!(worker instanceof Engine<?, ?> engine)) {
      throw new IllegalArgumentException(
          "A probe needs a worker that WorkerBuilder has built, not a " + worker.getClass());
    }
    return new Probe(rehearsal(engine));
  }

  private static <K, V> Rehearsal<K, V> rehearsal(Engine<K, V> engine) {
    return new Rehearsal<>(engine.plan, engine.work);
  }

  /// An attempt at a message, as it ended.
  ///
  /// @param number 1 for the first
  /// @param time when it began
  public record Try(Position position, int number, Instant time, Outcome outcome) {}

  /// A copy of a message, for the dead letters or for a retry topic.
  ///
  /// @param source where the message was
  /// @param key null where it has none
  /// @param value null for a tombstone
  @SuppressWarnings("ArrayRecordComponent")
  public record Letter(
      Position source,
      String topic,
      byte @Nullable [] key,
      byte @Nullable [] value,
      Headers headers,
      Throwable why) {

    /// Without the bytes, which say nothing.
    @Override
    public String toString() {
      return source + " -> " + topic + ": " + why;
    }
  }

  /// Waits do not pass by themselves any more.
  public Probe byHand() {
    rehearsal.byHand();
    return this;
  }

  /// Writes a message and processes it.
  ///
  /// @param key what the codec of the keys takes; null for none. Where keys are bytes, as they are
  ///   without a codec, a text is its UTF-8
  /// @param value as the key; null for a tombstone
  /// @throws IllegalArgumentException if the worker does not read that topic, or a codec does not
  ///   take that
  public Probe send(String topic, @Nullable Object key, @Nullable Object value) {
    return send(topic, key, value, Headers.none());
  }

  public Probe send(String topic, @Nullable Object key, @Nullable Object value, Headers headers) {
    rehearsal.send(topic, key, value, headers);
    return this;
  }

  /// Writes bytes that no codec has made, and processes them.
  public Probe sendRaw(
      String topic, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
    rehearsal.sendRaw(topic, key, value, headers);
    return this;
  }

  /// Moves the clock, and does what is due until then.
  public Probe advance(Duration time) {
    if (time.isNegative()) throw new IllegalArgumentException("A clock does not go back: " + time);
    rehearsal.advance(time);
    return this;
  }

  /// What the clock shows; it begins with 2026.
  public Instant now() {
    return rehearsal.now();
  }

  /// Those of all attempts, in order.
  public List<Outcome> outcomes() {
    return attempts().stream().map(Try::outcome).toList();
  }

  public List<Try> attempts() {
    return List.copyOf(rehearsal.report().attempts);
  }

  /// The waits between attempts, in order.
  public List<Duration> waits() {
    return List.copyOf(rehearsal.report().waits);
  }

  public List<Letter> deadLetters() {
    return List.copyOf(rehearsal.report().deadLetters);
  }

  /// What went to retry topics. The worker reads these as well, so that it is processed again.
  public List<Letter> deferred() {
    return List.copyOf(rehearsal.report().deferred);
  }

  /// What was made of messages, with [WorkerBuilder#exactlyOnce].
  public List<Outgoing> written() {
    return List.copyOf(rehearsal.report().written);
  }

  /// What the worker's listeners were told. Nothing is polled or committed.
  public List<WorkerEvent> events() {
    return List.copyOf(rehearsal.report().events);
  }

  /// What would be committed of a topic: the offset of the first message that is not settled. 0
  /// where there was none.
  public long committable(String topic) {
    return rehearsal.committable(topic);
  }

  public Breaker.State breaker() {
    return rehearsal.breaker();
  }

  /// How the worker ended; null while it goes on.
  public Worker.@Nullable Exit exit() {
    return rehearsal.report().exit;
  }
}
