package dev.weir.worker;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/// Processes topics for a group.
///
/// ```java
/// try (var worker = Worker.on(Kafka.at("localhost:9092"))
///     .group("mailer").topics("signups")
///     .keys(Codecs.string()).values(Codecs.json(Signup.class))
///     .each(message -> mail.welcome(message.value()))) {
///   worker.run();
/// }
/// ```
///
/// Ctrl-C and SIGTERM run no `finally`: a service ends its workers in a shutdown hook as well,
/// `Runtime.getRuntime().addShutdownHook(new Thread(worker::close))`.
///
/// A message is settled when it is done, skipped, or Kafka has acknowledged its copy for the dead
/// letters; only what is settled is ever committed. Whatever happens to the process, each message
/// is processed at least once, and those of a key in order.
///
/// A worker is used once. All methods may be called from any thread.
public interface Worker extends AutoCloseable {
  /// Begins to say what a worker is to do; see [WorkerBuilder] for all of it.
  static WorkerBuilder<byte[], byte[]> on(Kafka kafka) {
    return WorkerBuilder.on(kafka);
  }

  /// Begins to work; returns when the group is joined, or cannot be. Where Kafka is away it waits,
  /// as long as that may be, and [#health] says so.
  ///
  /// @throws IllegalStateException if it was started or closed before
  void start();

  /// Starts, unless it is started, and waits for the end.
  Exit run();

  /// As [#close(Duration)] with 30 s.
  @Override
  void close();

  /// Ends the work: attempts under way may end within that time, then they are interrupted; what is
  /// settled is committed, and the group left. Unsettled messages come again.
  ///
  /// Called from inside a processor it does not wait for that one. Called again it says the same.
  Exit close(Duration grace);

  /// Stops processing; the group is kept.
  void pause();

  /// Goes on after [#pause()].
  void resume();

  /// Sets how many attempts may be under way at once, from now on.
  void concurrency(int attempts);

  /// Sets how many attempts may begin in a second, from now on.
  ///
  /// @param perSecond [Double#POSITIVE_INFINITY] for no limit
  void rate(double perSecond);

  /// Whether it works, and if not, why; cheap enough to be asked each second.
  Health health();

  /// What it has and has done, at this moment.
  Stats stats();

  /// The partitions that the group has given to this worker, those of retry topics among them.
  Set<Partition> assignment();

  /// How a worker ended.
  sealed interface Exit {
    /// All attempts had ended, and all that was settled is committed.
    record Drained() implements Exit {}

    /// The time was over before all attempts had ended.
    ///
    /// @param unfinished the messages of which an attempt was under way, or the copy
    record Interrupted(List<Position> unfinished) implements Exit {
      public Interrupted {
        unfinished = List.copyOf(unfinished);
      }
    }

    /// It could not go on.
    record Failed(Throwable cause) implements Exit {}
  }
}
