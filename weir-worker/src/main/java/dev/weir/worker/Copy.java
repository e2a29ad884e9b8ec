package dev.weir.worker;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/// A record that is to be written to another topic.
///
/// @param origin where it came from first: the target gets as many partitions as that topic has,
///   and the copy goes to the same one where there is such a one
/// @param timestamp in milliseconds; negative for that of the write
record Copy(
    ConsumerRecord<byte[], byte[]> record,
    RetryTopics.Origin origin,
    long timestamp,
    Headers headers) {

  Position position() {
    return new Position(record.topic(), record.partition(), record.offset());
  }

  Copy with(Headers others) {
    return new Copy(record, origin, timestamp, others);
  }
}
