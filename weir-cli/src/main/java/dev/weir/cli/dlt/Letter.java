package dev.weir.cli.dlt;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/// A dead letter of a worker: what its headers `weir.dlt.*` say, as docs/worker.md tells. Each may
/// be missing, as a topic of that name may hold anything.
record Letter(ConsumerRecord<byte[], byte[]> record) {
  /// How the topics of dead letters end, unless a worker names its own.
  static final String TOPIC_END = ".dlt";

  private static final String PREFIX = "weir.dlt.";
  private static final String RETRY_PREFIX = "weir.retry.";

  /// Where the message was first.
  @Nullable String topic() {
    return text("topic");
  }

  /// -1 where it is not known.
  long partition() {
    return number("partition");
  }

  long offset() {
    return number("offset");
  }

  /// Whose worker gave up.
  @Nullable String group() {
    return text("group");
  }

  long attempts() {
    return number("attempts");
  }

  /// The class of the last exception.
  @Nullable String error() {
    return text("error");
  }

  /// The same without its package.
  String reason() {
    var error = error();
    return error == null ? "unknown" : error.substring(error.lastIndexOf('.') + 1);
  }

  @Nullable String message() {
    return text("message");
  }

  /// When the worker gave up; by the record's time where it does not say.
  Instant time() {
    var time = text("time");
    try {
      if (time != null) return Instant.parse(time);
    } catch (DateTimeException e) {
      // somebody else's
    }
    return Instant.ofEpochMilli(record.timestamp());
  }

  /// The headers that the message had before it failed: a worker that gets it begins anew.
  Headers before() {
    var headers = new RecordHeaders();
    for (var header : record.headers()) {
      var key = header.key();
      if (!key.startsWith(PREFIX) && !key.startsWith(RETRY_PREFIX)) headers.add(header);
    }
    return headers;
  }

  private long number(String name) {
    var text = text(name);
    return text != null && text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
  }

  private @Nullable String text(String name) {
    var header = record.headers().lastHeader(PREFIX + name);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }
}
