package dev.weir.worker;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// An attempt at a record: decodes it, calls the processor inside of what wraps it, and makes an
/// outcome of whatever happens. Pure, but for what the user's code does.
final class Attempt<K, V> {
  private final Plan<K, V> plan;
  private final Processor<K, V> processor;

  Attempt(Plan<K, V> plan, Processor<K, V> processor) {
    this.plan = plan;
    var wrapped = processor;
    for (var around : plan.arounds.reversed()) wrapped = wrap(around, wrapped);
    this.processor = wrapped;
  }

  /// Is told what copies of the record belong to. By the attempt's thread.
  @FunctionalInterface
  interface Trail {
    void at(Telemetry here);
  }

  private static <K, V> Processor<K, V> wrap(Around<K, V> around, Processor<K, V> next) {
    return message -> around.around(message, next);
  }

  /// Hot.
  ///
  /// @param number 1 for the first
  /// @throws OutOfMemoryError as well as a [LinkageError]: no record's fault
  Outcome of(ConsumerRecord<byte[], byte[]> record, int number, Trail trail) {
    try {
      var message = Attempt.<K, V>message(plan, record, number);
      var telemetry = plan.telemetry;
      return checked(
          telemetry == NoTelemetry.ONE
              ? processor.process(message)
              : telemetry.process(plan.group, message, following(telemetry, trail)));
    } catch (OutOfMemoryError | LinkageError e) {
      throw e;
    } catch (Throwable e) {
      return meaning(plan, e);
    }
  }

  private Processor<K, V> following(Telemetry telemetry, Trail trail) {
    return message -> {
      trail.at(telemetry.here());
      return processor.process(message);
    };
  }

  static Outcome checked(@Nullable Outcome outcome) {
    return Objects.requireNonNull(outcome, "The processor answered null, which is no outcome");
  }

  static Outcome meaning(Plan<?, ?> plan, Throwable failure) {
    if (failure instanceof DecodeException) return Outcome.dead(failure);
    if (failure instanceof InterruptedException) return Outcome.retry(failure);
    try {
      return checked(plan.errors.apply(failure));
    } catch (OutOfMemoryError | LinkageError e) {
      throw e;
    } catch (Throwable e) {
      if (!e.equals(failure)) failure.addSuppressed(e);
      return Outcome.retry(failure);
    }
  }

  static <K, V> Message<K, V> message(
      Plan<K, V> plan, ConsumerRecord<byte[], byte[]> record, int number) {
    var headers = headers(record);
    return new Message<>(
        new Position(record.topic(), record.partition(), record.offset()),
        Instant.ofEpochMilli(record.timestamp()),
        decoded(plan.keys, record.topic(), true, headers, record.key()),
        decoded(plan.values, record.topic(), false, headers, record.value()),
        headers,
        number,
        new Message.Raw(record.key(), record.value()));
  }

  private static <T> @Nullable T decoded(
      Codec<T> codec, String topic, boolean key, Headers headers, byte @Nullable [] bytes) {
    return bytes == null ? null : codec.decode(new Codec.Context(topic, key, headers), bytes);
  }

  private static Headers headers(ConsumerRecord<byte[], byte[]> record) {
    var found = record.headers().toArray();
    if (found.length == 0) return Headers.none();
    var headers = new ArrayList<Headers.Header>(found.length);
    for (var header : found) headers.add(new Headers.Header(header.key(), header.value()));
    return new Headers(headers);
  }
}
