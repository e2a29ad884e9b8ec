package dev.weir.cli.message;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Prints messages on one stream, one after the other.
public interface Printer {
  void print(ConsumerRecord<byte[], byte[]> message);

  void flush();
}
