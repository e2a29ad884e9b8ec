package dev.weir.worker.telemetry;

import dev.weir.worker.Ack;
import dev.weir.worker.Message;
import dev.weir.worker.Outcome;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.StatusCode;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// What spans say, by OpenTelemetry's conventions for messaging and for Kafka, as of 1.45.
///
/// The names are written out: the artifact that has them as constants promises nothing for them.
final class Conventions {
  static final String SCHEMA_URL = "https://opentelemetry.io/schemas/1.45.0";

  private static final AttributeKey<String> SYSTEM = text("messaging.system.name");
  private static final AttributeKey<String> OPERATION_NAME = text("messaging.operation.name");
  private static final AttributeKey<String> OPERATION_TYPE = text("messaging.operation.type");
  private static final AttributeKey<String> DESTINATION = text("messaging.destination.name");
  private static final AttributeKey<String> PARTITION = text("messaging.destination.partition.id");
  private static final AttributeKey<String> GROUP = text("messaging.consumer.group.name");
  private static final AttributeKey<Long> BATCH =
      AttributeKey.longKey("messaging.batch.message_count");
  private static final AttributeKey<Long> OFFSET = AttributeKey.longKey("kafka.offset");
  private static final AttributeKey<String> KEY = text("kafka.message.key");
  private static final AttributeKey<Boolean> TOMBSTONE =
      AttributeKey.booleanKey("kafka.message.tombstone");
  private static final AttributeKey<String> ERROR_TYPE = text("error.type");
  private static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("weir.worker.attempt");
  private static final AttributeKey<String> OUTCOME = text("weir.worker.outcome");

  private Conventions() {}

  static SpanBuilder operation(SpanBuilder span, String operation, String topic) {
    return span.setAttribute(SYSTEM, "kafka")
        .setAttribute(OPERATION_NAME, operation)
        .setAttribute(OPERATION_TYPE, operation)
        .setAttribute(DESTINATION, topic);
  }

  static SpanBuilder attempt(SpanBuilder span, String group, Message<?, ?> message) {
    span.setAttribute(GROUP, group)
        .setAttribute(PARTITION, String.valueOf(message.partition()))
        .setAttribute(OFFSET, message.offset())
        .setAttribute(ATTEMPT, (long) message.attempt());
    var key = readable(message.key());
    if (key != null) span.setAttribute(KEY, key);
    if (message.isTombstone()) span.setAttribute(TOMBSTONE, true);
    return span;
  }

  static SpanBuilder batch(SpanBuilder span, String group, int messages) {
    return span.setAttribute(GROUP, group).setAttribute(BATCH, (long) messages);
  }

  static void acknowledged(Span span, Ack ack) {
    span.setAttribute(PARTITION, String.valueOf(ack.partition()));
    if (ack.offset() >= 0) span.setAttribute(OFFSET, ack.offset());
  }

  static void outcome(Span span, Outcome outcome) {
    switch (outcome) {
      case Outcome.Done() -> span.setAttribute(OUTCOME, "done");
      case Outcome.Skip(var why) -> span.setAttribute(OUTCOME, "skip").addEvent(why);
      case Outcome.Retry retry -> {
        span.setAttribute(OUTCOME, "retry");
        failed(span, retry.why());
      }
      case Outcome.Dead(var why) -> {
        span.setAttribute(OUTCOME, "dead");
        failed(span, why);
      }
      // An answer that says that there will be an answer: the next one is not waited for.
      case Outcome.Later later -> span.setAttribute(OUTCOME, "later");
    }
  }

  static void failed(Span span, Throwable failure) {
    var why =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    span.setAttribute(ERROR_TYPE, why.getClass().getName());
    span.setStatus(StatusCode.ERROR, String.valueOf(why.getMessage()));
    span.recordException(why);
  }

  /// Only keys that can be written in one way.
  private static @Nullable String readable(@Nullable Object key) {
    return switch (key) {
      case String text -> text;
      case Number number -> number.toString();
      case UUID uuid -> uuid.toString();
      case Enum<?> constant -> constant.name();
      case null, default -> null;
    };
  }

  private static AttributeKey<String> text(String name) {
    return AttributeKey.stringKey(name);
  }
}
