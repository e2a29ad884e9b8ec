package dev.weir.cli.consume;

import dev.weir.cli.consume.Membership.Promise;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.cli.terminal.Failure;
import dev.weir.cli.terminal.Io;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;

/// Reads as a member of a group, which divides the partitions among its members. One thread.
///
/// What is committed is never ahead of what was printed, but for at-most-once, where it never is
/// behind.
final class Together {
  /// To be let into the group: it waits for its other members.
  private static final Duration JOIN_MAX = Duration.ofSeconds(60);

  /// Members that have nothing to read may get something yet.
  private static final Duration NOTHING_ASSIGNED_MAX = Duration.ofSeconds(5);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Promise promise;
  private final boolean follow;
  private final Duration timeout;
  private final Io io;

  /// Where each assigned partition ended when it was assigned.
  private final Map<TopicPartition, Long> ends = new HashMap<>();

  /// What may be committed, and what is.
  private final Map<TopicPartition, Long> done = new HashMap<>();

  private final Map<TopicPartition, Long> committed = new HashMap<>();

  Together(
      KafkaConsumer<byte[], byte[]> consumer, Promise promise, boolean follow, Reading reading) {
    this.consumer = consumer;
    this.promise = promise;
    this.follow = follow;
    this.timeout = reading.timeout();
    this.io = reading.io();
  }

  /// What all ways to read need.
  record Reading(Io io, Duration timeout) {}

  /// Reads until all is read that there was, or `lines` has enough.
  void read(Lines lines) {
    var joining = new Silence(JOIN_MAX);
    var silence = new Silence(timeout.plusSeconds(3));
    var idle = new Idle();
    while (!lines.isFull()) {
      var polled = consumer.poll(Silence.POLL);
      var joined = consumer.groupMetadata().generationId() >= 0;
      joining.check(joined || follow);
      learn();
      var batch = lines.choose(polled);
      if (promise == Promise.AT_MOST_ONCE && !commit(batch)) throw unprinted();
      lines.print(batch);
      if (promise == Promise.AT_LEAST_ONCE) {
        var _ = commit(batch);
      }
      if (follow) continue;
      if (idle.isOver(joined && ends.isEmpty())) return;
      if (!ends.isEmpty() && isAtEnd()) return;
      silence.check(!joined || ends.isEmpty() || !polled.isEmpty());
    }
  }

  /// Of what was assigned since.
  private void learn() {
    var assigned = consumer.assignment();
    ends.keySet().retainAll(assigned);
    done.keySet().retainAll(assigned);
    var fresh = new HashSet<>(assigned);
    fresh.removeAll(ends.keySet());
    if (fresh.isEmpty()) return;
    ends.putAll(consumer.endOffsets(fresh, timeout));
    committed.keySet().removeAll(fresh);
    consumer
        .committed(fresh, timeout)
        .forEach((partition, place) -> {
          if (place != null) committed.put(partition, place.offset());
        });
  }

  private boolean isAtEnd() {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey(), timeout) >= end.getValue());
  }

  private boolean commit(Lines.Batch batch) {
    if (batch.whole()) {
      // Behind marks of transactions too, which are no messages.
      for (var partition : ends.keySet())
        done.put(partition, consumer.position(partition, timeout));
    } else {
      done.putAll(batch.next());
    }
    return commit();
  }

  /// Another member may print it.
  private static Failure unprinted() {
    return new Failure(
        ExitCode.FAILED,
        "What was read last was not printed",
        "it could not be committed before, as the group went on without this member",
        "Run it again: what no other member has read comes again.");
  }

  /// What was printed and is not committed yet; false where the group does not take it.
  private boolean commit() {
    var pending = new HashMap<TopicPartition, OffsetAndMetadata>();
    done.forEach((partition, offset) -> {
      if (!offset.equals(committed.get(partition))) {
        pending.put(partition, new OffsetAndMetadata(offset));
      }
    });
    if (pending.isEmpty()) return true;
    try {
      consumer.commitSync(pending, timeout);
      pending.forEach((partition, place) -> committed.put(partition, place.offset()));
      return true;
    } catch (RebalanceInProgressException e) {
      // It is committed with what comes next, unless another member has the partition then.
      return false;
    } catch (CommitFailedException e) {
      if (promise == Promise.AT_LEAST_ONCE) {
        io.tell(
            "weir: the group went on without this member. What was printed last is read again by"
                + " another.");
      }
      done.clear();
      return false;
    }
  }

  /// At the end, when nothing more is printed.
  void finish() {
    if (promise == Promise.AT_LEAST_ONCE) {
      var _ = commit();
    }
  }

  /// Whether a member has had nothing to read for long.
  private static final class Idle {
    private long sinceNanos = System.nanoTime();

    boolean isOver(boolean idle) {
      if (!idle) sinceNanos = System.nanoTime();
      return System.nanoTime() - sinceNanos > NOTHING_ASSIGNED_MAX.toNanos();
    }
  }
}
