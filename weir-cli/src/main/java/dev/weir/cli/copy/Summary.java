package dev.weir.cli.copy;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.copy.Counts.NoSuchPartition;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.Io;
import java.util.Locale;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/// What a copy says at its end.
final class Summary {
  private final Io io;
  private final String to;
  private final Restart restart;
  private final Counts counts;
  private final long begunNanos = System.nanoTime();

  Summary(Io io, String to, Restart restart, Counts counts) {
    this.io = io;
    this.to = to;
    this.restart = restart;
    this.counts = counts;
  }

  void say() {
    var seconds = (System.nanoTime() - begunNanos) / 1e9;
    var dot = io.world().terminal().unicode() ? " · " : ", ";
    io.say(
        String.format(
                Locale.ROOT,
                "read %,d|written %,d|skipped %,d|failed %,d|%.2f s",
                counts.read(),
                counts.written(),
                counts.skipped(),
                counts.failed(),
                seconds)
            .replace("|", dot));
  }

  /// Fails where some messages are not in the target.
  void check(Cluster cluster) {
    var fatal = counts.fatal();
    if (fatal != null && (counts.written() == 0 || isFenced(fatal))) throw failure(cluster, fatal);
    if (counts.failed() > 0) throw failed();
  }

  /// What Kafka said that ended the copy.
  static RuntimeException failure(Cluster cluster, Exception why) {
    if (!isFenced(why)) return cluster.failure(why);
    return new Failure(
        ExitCode.FAILED,
        "This copy was ended",
        "another of the same name has begun",
        "Let that one go on, or give this one a --name of its own.",
        why);
  }

  private static boolean isFenced(@Nullable Throwable why) {
    return why instanceof ProducerFencedException
        || why instanceof InvalidProducerEpochException
        || (why != null && isFenced(why.getCause()));
  }

  private Failure failed() {
    return new Failure(
        ExitCode.PARTLY,
        String.format(Locale.ROOT, "%,d messages are not in %s", counts.failed(), to),
        String.join("; ", counts.reasons()),
        (remedy() + rest()).strip());
  }

  private String remedy() {
    return switch (counts.first()) {
      case RecordTooLargeException _ -> "Raise its max.message.bytes ('weir topics alter'). ";
      case NoSuchPartition _ ->
          "Give it more partitions ('weir topics alter'), or leave --keep-partitions out. ";
      case InvalidTimestampException _ -> "See its message.timestamp.after.max.ms. ";
      case null, default -> "";
    };
  }

  private String rest() {
    return restart.remembers() ? "Run it again then: it goes on there." : "All others are.";
  }
}
