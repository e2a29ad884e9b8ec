package dev.weir.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/// Records as they come from Kafka, and what is in them.
final class Records {
  static final Instant TIME = Instant.parse("2026-01-02T03:04:05.006Z");

  private Records() {}

  static Plan<byte[], byte[]> plan(String bootstrap) {
    var plan = new Plan<>(Kafka.at(bootstrap), Bytes.ONE, Bytes.ONE);
    plan.group = "group";
    return plan;
  }

  static Failure failure(Throwable why, int attempts) {
    return new Failure(why, attempts, TIME.plusSeconds(60));
  }

  static ConsumerRecord<byte[], byte[]> record(Position at, Header... headers) {
    return record(at, bytes("key"), bytes("value"), headers);
  }

  static ConsumerRecord<byte[], byte[]> record(
      Position at, byte @Nullable [] key, byte @Nullable [] value, Header... headers) {
    return new ConsumerRecord<>(
        at.topic(),
        at.partition(),
        at.offset(),
        TIME.toEpochMilli(),
        TimestampType.CREATE_TIME,
        key == null ? -1 : key.length,
        value == null ? -1 : value.length,
        key,
        value,
        new RecordHeaders(headers),
        Optional.empty());
  }

  /// As if the copy had come back from Kafka.
  static ConsumerRecord<byte[], byte[]> copied(Position at, Headers headers) {
    var all = dev.weir.worker.RecordHeaders.kafka(headers);
    return record(at, all.toArray(Header[]::new));
  }

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
