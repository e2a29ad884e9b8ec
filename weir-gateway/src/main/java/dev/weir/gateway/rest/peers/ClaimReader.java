package dev.weir.gateway.rest.peers;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/// Reads the topic of claims from its beginning for as long as it is open. A virtual thread of its
/// own has the consumer; any thread waits for it to have come somewhere.
final class ClaimReader implements AutoCloseable {
  /// What is done with what it reads, on its thread.
  interface Reading {
    void record(ConsumerRecord<byte[], byte[]> record);

    /// Now and then, at least once a second.
    void turn();
  }

  private static final Duration POLL_AT_MOST = Duration.ofSeconds(1);
  private static final Duration CLOSE_AT_MOST = Duration.ofSeconds(2);

  private final Consumer<byte[], byte[]> consumer;
  private final TopicPartition partition;
  private final Reading reading;
  private final Thread thread = Thread.ofVirtual().name("peers").unstarted(this::run);

  /// Guards what follows.
  private final ReentrantLock lock = new ReentrantLock();

  private final Condition moved = lock.newCondition();

  /// Of the next record.
  private long position = -1;

  /// Why it reads no more.
  private @Nullable RuntimeException end;

  private ClaimReader(
      Consumer<byte[], byte[]> consumer, TopicPartition partition, Reading reading) {
    this.consumer = consumer;
    this.partition = partition;
    this.reading = reading;
  }

  /// @param consumer is closed by it
  static ClaimReader start(
      Consumer<byte[], byte[]> consumer, TopicPartition partition, Reading reading) {
    var reader = new ClaimReader(consumer, partition, reading);
    reader.thread.start();
    return reader;
  }

  private void run() {
    try {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      while (!ended()) {
        moved(consumer.position(partition));
        consumer.poll(POLL_AT_MOST).forEach(reading::record);
        reading.turn();
      }
    } catch (WakeupException e) {
      end(new KafkaException("the gateway is stopping"));
    } catch (RuntimeException e) {
      end(e);
    } finally {
      consumer.close(CloseOptions.timeout(Duration.ZERO)); // it is in no group
    }
  }

  private void moved(long to) {
    lock.lock();
    try {
      position = to;
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void end(RuntimeException why) {
    lock.lock();
    try {
      if (end == null) end = why;
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Whether it reads no more.
  boolean ended() {
    lock.lock();
    try {
      return end != null;
    } finally {
      lock.unlock();
    }
  }

  /// Waits until all records before this offset are read.
  void await(long offset, Duration atMost) {
    var leftNanos = atMost.toNanos();
    lock.lock();
    try {
      while (position < offset) {
        if (end != null) throw end;
        if (leftNanos <= 0) throw late(offset, atMost);
        leftNanos = moved.awaitNanos(leftNanos);
      }
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } finally {
      lock.unlock();
    }
  }

  private TimeoutException late(long offset, Duration atMost) {
    return new TimeoutException(
        "%s was read as far as %,d and not as far as %,d within %,d ms"
            .formatted(partition, position, offset, atMost.toMillis()));
  }

  @Override
  public void close() {
    end(new KafkaException("the gateway is stopping"));
    consumer.wakeup();
    try {
      thread.join(CLOSE_AT_MOST);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
