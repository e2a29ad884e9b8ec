package dev.weir.cli.consume;

import dev.weir.cli.message.Printer;
import dev.weir.cli.message.Undecodable;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.Io;
import dev.weir.cli.terminal.Progress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// The messages that are printed: those that are meant, and no more than were asked for. One
/// thread.
final class Lines {
  private final Printer printer;
  private final Predicate<ConsumerRecord<byte[], byte[]>> filter;
  private final long max;
  private long found;
  private @Nullable Progress progress;
  private boolean shared;

  Lines(Printer printer, Predicate<ConsumerRecord<byte[], byte[]>> filter, long max) {
    this.printer = printer;
    this.filter = filter;
    this.max = max;
  }

  /// What was read at once.
  ///
  /// @param next where each partition goes on behind what was looked at
  /// @param whole whether all of it was looked at
  record Batch(
      List<ConsumerRecord<byte[], byte[]>> meant, Map<TopicPartition, Long> next, boolean whole) {}

  /// Tells how far it is, above which the messages are printed where both go to one terminal.
  void tell(Progress progress, Io io) {
    this.progress = progress;
    this.shared = io.world().terminal().out();
  }

  boolean isFull() {
    return found >= max;
  }

  long found() {
    return found;
  }

  Batch choose(Iterable<ConsumerRecord<byte[], byte[]>> messages) {
    var meant = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    var next = new HashMap<TopicPartition, Long>();
    var bytes = 0L;
    var looked = 0L;
    var whole = true;
    for (var message : messages) {
      if (isFull()) {
        whole = false;
        break;
      }
      if (isMeant(message)) {
        meant.add(message);
        found++;
      }
      looked++;
      bytes +=
          Math.max(0, message.serializedKeySize()) + Math.max(0, message.serializedValueSize());
      next.put(new TopicPartition(message.topic(), message.partition()), message.offset() + 1);
    }
    count(looked, bytes);
    return new Batch(meant, next, whole);
  }

  private boolean isMeant(ConsumerRecord<byte[], byte[]> message) {
    try {
      return filter.test(message);
    } catch (Undecodable e) {
      throw undecodable(message, e);
    }
  }

  private void count(long looked, long bytes) {
    if (progress == null) return;
    progress.done(looked, bytes);
    progress.note("%,d found".formatted(found));
  }

  /// Returns when all of it is out of our hands.
  void print(Batch batch) {
    if (batch.meant.isEmpty()) return;
    if (progress != null && shared) progress.above(() -> printAll(batch.meant));
    else printAll(batch.meant);
  }

  private void printAll(List<ConsumerRecord<byte[], byte[]>> messages) {
    for (var message : messages) {
      try {
        printer.print(message);
      } catch (Undecodable e) {
        printer.flush();
        throw undecodable(message, e);
      } catch (Failure e) {
        printer.flush();
        throw e;
      }
    }
    printer.flush();
  }

  private static Failure undecodable(ConsumerRecord<byte[], byte[]> message, Undecodable e) {
    return new Failure(
        ExitCode.FAILED,
        "Message %d of %s-%d cannot be decoded"
            .formatted(message.offset(), message.topic(), message.partition()),
        String.valueOf(e.getMessage()),
        "Print it as it is, with --decode auto or hex.",
        e);
  }
}
