package dev.weir.cli.copy;

import dev.weir.cli.terminal.Progress;
import dev.weir.cli.terminal.ReaderGone;
import dev.weir.cli.terminal.StopSignal;
import dev.weir.cli.units.Pace;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// Hands messages from a source to a target until there are no more, enough, or somebody wants an
/// end. Whatever ends it, what was taken is made safe and remembered.
final class Copy {
  private final Source source;
  private final Target target;
  private final Counts counts;
  private final StopSignal stop;
  private final Rules rules;
  private long taken;

  /// What is copied, and how fast.
  ///
  /// @param messagesMax how many at most
  /// @param pace null for as fast as it goes
  /// @param stopAtFailure whether nothing may go behind a message that failed
  record Rules(
      Predicate<ConsumerRecord<byte[], byte[]>> filter,
      long messagesMax,
      @Nullable Pace pace,
      boolean stopAtFailure) {}

  Copy(Source source, Target target, Counts counts, StopSignal stop, Rules rules) {
    this.source = source;
    this.target = target;
    this.counts = counts;
    this.stop = stop;
    this.rules = rules;
  }

  void run(Progress progress) {
    Source.Taker taker = message -> take(message, progress);
    try (var _ = stop.whenAsked(() -> {})) {
      while (source.more() && goesOn()) {
        source.read(taker);
        target.turn(source);
      }
    } catch (ReaderGone e) {
      throw e; // nothing more can be written
    } catch (RuntimeException e) {
      finish(e);
      throw e;
    }
    target.finish(source);
  }

  private void finish(RuntimeException why) {
    try {
      target.finish(source);
    } catch (RuntimeException e) {
      why.addSuppressed(e);
    }
  }

  private boolean goesOn() {
    return taken < rules.messagesMax()
        && !stop.asked()
        && counts.fatal() == null
        && (counts.failed() == 0 || !rules.stopAtFailure());
  }

  private boolean take(ConsumerRecord<byte[], byte[]> message, Progress progress) {
    counts.countRead();
    var bytes = bytes(message);
    progress.done(1, bytes);
    if (!rules.filter().test(message)) {
      counts.countSkipped();
      return true;
    }
    var pace = rules.pace();
    if (pace != null) {
      pace.await(bytes, stop::asked);
      target.turn(source); // the next reading may be far
    }
    target.take(message, source);
    taken++;
    return goesOn();
  }

  private static long bytes(ConsumerRecord<byte[], byte[]> message) {
    return Math.max(0L, message.serializedKeySize()) + Math.max(0, message.serializedValueSize());
  }
}
