package dev.weir.cli.bench;

import java.nio.ByteBuffer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Messages that carry, in a header, the time at which they were to be sent.
///
/// @param run tells ours from those of others, and of earlier runs
record Stamps(String topic, long run) {
  static final long NONE = Long.MIN_VALUE;

  private static final String HEADER = "weir-bench";

  ProducerRecord<byte[], byte[]> message(byte[] value, long intendedNanos) {
    var message = new ProducerRecord<byte[], byte[]>(topic, value);
    var stamp = ByteBuffer.allocate(2 * Long.BYTES).putLong(run).putLong(intendedNanos).array();
    message.headers().add(HEADER, stamp);
    return message;
  }

  /// When it was to be sent; [#NONE] of one that is not ours.
  long intended(ConsumerRecord<byte[], byte[]> message) {
    var header = message.headers().lastHeader(HEADER);
    if (header == null || header.value().length != 2 * Long.BYTES) return NONE;
    var stamp = ByteBuffer.wrap(header.value());
    return stamp.getLong() == run ? stamp.getLong() : NONE;
  }
}
