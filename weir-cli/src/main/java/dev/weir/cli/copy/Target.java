package dev.weir.cli.copy;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Where messages go. One thread.
interface Target extends AutoCloseable {
  void take(ConsumerRecord<byte[], byte[]> message, Source source);

  /// Between two readings: makes safe what is to be by now, and keeps the marks of it.
  void turn(Source source);

  /// Makes all safe that was taken, and keeps its mark.
  void finish(Source source);

  @Override
  void close();
}
