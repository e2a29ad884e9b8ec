package dev.weir.cli.copy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/// What became of the messages. What was read and skipped is counted by the command's thread, what
/// was written and failed by Kafka's too.
final class Counts {
  private static final int REASONS_MAX = 5;

  private long read;
  private long skipped;
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();

  /// Guarded by itself.
  private final List<String> reasons = new ArrayList<>();

  private volatile @Nullable Exception fatal;
  private volatile @Nullable Exception first;

  void countRead() {
    read++;
  }

  void countSkipped() {
    skipped++;
  }

  void countWritten(long messages) {
    written.addAndGet(messages);
  }

  void countFailed(long messages) {
    failed.addAndGet(messages);
  }

  /// @param place where the message was read
  void fail(String place, Exception why) {
    failed.incrementAndGet();
    if (first == null) first = why;
    if (fatal == null && !isOfOneMessage(why)) fatal = why;
    synchronized (reasons) {
      // One that has a cause is a consequence: the transaction can only be given up.
      if (reasons.size() < REASONS_MAX && (reasons.isEmpty() || why.getCause() == null)) {
        reasons.add(place + ": " + why.getMessage());
      }
    }
  }

  private static boolean isOfOneMessage(@Nullable Throwable why) {
    return why != null && (isItself(why) || isOfOneMessage(why.getCause()));
  }

  private static boolean isItself(Throwable why) {
    return why instanceof RecordTooLargeException
        || why instanceof RecordBatchTooLargeException
        || why instanceof InvalidTimestampException
        || why instanceof InvalidRecordException
        || why instanceof NoSuchPartition;
  }

  /// A message that names a partition that its topic does not have.
  static final class NoSuchPartition extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoSuchPartition(String topic, int partition, int partitions) {
      super("partition %d of '%s', which has %d".formatted(partition, topic, partitions));
    }
  }

  long read() {
    return read;
  }

  long skipped() {
    return skipped;
  }

  long written() {
    return written.get();
  }

  long failed() {
    return failed.get();
  }

  /// Why no other message would fare better; null as long as one may.
  @Nullable Exception fatal() {
    return fatal;
  }

  /// Why a message failed, the first that did; null as long as none has.
  @Nullable Exception first() {
    return first;
  }

  /// The first messages that failed, and why.
  List<String> reasons() {
    synchronized (reasons) {
      return List.copyOf(reasons);
    }
  }
}
