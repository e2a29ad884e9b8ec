package dev.weir.bench;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;

/// The loop of the consumer's own documentation: one thread, which polls and hands on.
final class PlainLoop implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Each each;
  private final Thread thread;

  /// What becomes of each record, on the thread that polls.
  @FunctionalInterface
  interface Each {
    void accept(ConsumerRecord<byte[], byte[]> record) throws InterruptedException;
  }

  private PlainLoop(Contender.Order order, Each each) {
    this.each = each;
    consumer = new KafkaConsumer<>(order.consumer(true));
    consumer.subscribe(List.of(order.topic()));
    thread = Thread.ofPlatform().name("plain loop").unstarted(this::run);
  }

  static PlainLoop start(Contender.Order order, Each each) {
    var loop = new PlainLoop(order, each);
    loop.thread.start();
    return loop;
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (consumer) {
      while (true) {
        for (var record : consumer.poll(POLL)) each.accept(record);
      }
    } catch (WakeupException | InterruptedException e) {
      // It was closed.
    }
  }
}
