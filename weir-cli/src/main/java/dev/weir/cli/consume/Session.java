package dev.weir.cli.consume;

import dev.weir.cli.cluster.Cluster;
import dev.weir.cli.cluster.Point;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.Progress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/// One reading from beginning to end: opens a consumer, and closes it whatever happens. One thread;
/// a signal wakes it.
final class Session {
  /// Of all partitions together, so that a small heap will do.
  private static final int FETCH_BYTES_MAX = 8 << 20;

  /// Taken at once. What is fetched may be a hundred times as large when it is unpacked, and that
  /// happens as it is taken.
  private static final int TAKEN_MAX = 100;

  private final Io io;
  private final Cluster cluster;
  private final Selection selection;
  private final Lines lines;

  Session(Io io, Cluster cluster, Selection selection, Lines lines) {
    this.io = io;
    this.cluster = cluster;
    this.selection = selection;
    this.lines = lines;
  }

  /// How far to read.
  ///
  /// @param to null for the end that there is
  /// @param follow whether to stay there
  /// @param told whether to tell how far it is
  record Extent(Point from, @Nullable Point to, boolean follow, boolean told) {}

  /// What is done with a consumer.
  private interface Use {
    void with(KafkaConsumer<byte[], byte[]> consumer);
  }

  /// Returns the exit code.
  int alone(Extent extent) {
    // At once: it would wait for the messages that it asked for last, and it has no group to leave.
    // What is deleted before it is read is passed over; the default would pass over all.
    var settings =
        Map.<String, Object>of(
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            TAKEN_MAX,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest");
    return run(settings, Duration.ZERO, consumer -> alone(extent, consumer));
  }

  private void alone(Extent extent, KafkaConsumer<byte[], byte[]> consumer) {
    var timeout = cluster.timeout();
    var names = selection.names(consumer, timeout);
    var partitions = selection.partitions(names, consumer, timeout);
    var alone = new Alone(consumer, timeout.plusSeconds(3));
    var span = new Span.Places(consumer, partitions, timeout).span(extent.from(), extent.to());
    var whole = extent.follow() ? span.endless() : span;
    if (!extent.told()) {
      alone.read(whole, lines);
      return;
    }
    try (var progress = Progress.start(io, "scanned", extent.follow() ? -1 : span.messagesMax())) {
      lines.tell(progress, io);
      alone.read(whole, lines);
    }
  }

  /// Returns the exit code.
  int together(String group, Extent extent, Membership.Promise promise) {
    var settings = new HashMap<String, Object>();
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    settings.put(
        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
        extent.from() instanceof Point.End ? "latest" : "earliest");
    return run(
        settings,
        cluster.timeout(),
        consumer -> {
          var names = selection.names(consumer, cluster.timeout());
          var pattern = selection.pattern();
          if (pattern == null) consumer.subscribe(names);
          else consumer.subscribe(pattern);
          var reading = new Together.Reading(io, cluster.timeout());
          var member = new Together(consumer, promise, extent.follow(), reading);
          try {
            member.read(lines);
          } finally {
            member.finish();
          }
        });
  }

  private int run(Map<String, Object> more, Duration closing, Use use) {
    var settings = new HashMap<>(more);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, selection.isolation());
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES_MAX);
    var consumer = cluster.consumer(settings);
    try (var _ = io.stop().whenAsked(consumer::wakeup)) {
      use.with(consumer);
    } catch (WakeupException e) {
      // Somebody wants the end.
    } catch (KafkaException e) {
      throw cluster.failure(e);
    } finally {
      consumer.close(CloseOptions.timeout(closing));
    }
    return io.stop().asked() ? ExitCode.SIGNALLED : ExitCode.OK;
  }
}
