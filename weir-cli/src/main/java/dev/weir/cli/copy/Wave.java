package dev.weir.cli.copy;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Callback;

/// Messages that were sent one after another, and the mark behind the last of them.
///
/// Kafka's thread counts the answers, the command's the messages.
final class Wave {
  private final long begunNanos = System.nanoTime();
  private final Counts counts;
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private long sent;
  private Mark mark = Mark.NONE;

  Wave(Counts counts) {
    this.counts = counts;
  }

  /// What Kafka answers is counted. Holds on to no message, for many may be on their way.
  Callback sending(ConsumerRecord<byte[], byte[]> message, Source source) {
    sent++;
    var partition = message.partition();
    var offset = message.offset();
    return (_, error) -> {
      if (error == null) {
        written.incrementAndGet();
      } else {
        counts.fail(source.place(partition, offset), error);
        failed.incrementAndGet();
      }
    };
  }

  void end(Mark behind) {
    mark = behind;
  }

  boolean isOlderThan(long nanos) {
    return System.nanoTime() - begunNanos > nanos;
  }

  boolean isAnswered() {
    return written.get() + failed.get() == sent;
  }

  long sent() {
    return sent;
  }

  long written() {
    return written.get();
  }

  long failed() {
    return failed.get();
  }

  Mark mark() {
    return mark;
  }
}
