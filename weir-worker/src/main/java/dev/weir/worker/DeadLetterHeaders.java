package dev.weir.worker;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// What a dead letter says of itself, behind the headers that its record had.
///
/// | header               | text |
/// | -------------------- | ---- |
/// | `weir.dlt.topic`     | where the message came from first |
/// | `weir.dlt.partition` | |
/// | `weir.dlt.offset`    | |
/// | `weir.dlt.timestamp` | its record's, in milliseconds |
/// | `weir.dlt.group`     | the group that gave it up |
/// | `weir.dlt.attempts`  | that were made |
/// | `weir.dlt.error`     | the class of the last failure |
/// | `weir.dlt.message`   | at most 1 KiB; absent where there is none, or no room for it |
/// | `weir.dlt.stack`     | at most 8 KiB; where the builder asks for it, and there is room |
/// | `weir.dlt.time`      | when it was given up, as ISO 8601 |
///
/// What was a dead letter before keeps its first four, and has the others anew.
final class DeadLetterHeaders {
  private static final String PREFIX = "weir.dlt.";
  private static final String MESSAGE = PREFIX + "message";
  private static final String STACK = PREFIX + "stack";
  private static final String TIME = PREFIX + "time";
  private static final List<String> ORIGIN =
      List.of(PREFIX + "topic", PREFIX + "partition", PREFIX + "offset", PREFIX + "timestamp");

  private final Plan<?, ?> plan;
  private final RetryTopics retries;

  DeadLetterHeaders(Plan<?, ?> plan, RetryTopics retries) {
    this.plan = plan;
    this.retries = retries;
  }

  Headers of(ConsumerRecord<?, ?> record, Failure failure) {
    var all = new ArrayList<>(RecordHeaders.of(record, PREFIX).all());
    addOrigin(all, record);
    add(all, "group", plan.group);
    add(all, "attempts", String.valueOf(failure.attempts()));
    all.add(new Headers.Header(PREFIX + "error", FailureText.error(failure.why())));
    var message = FailureText.message(failure.why());
    if (message != null) all.add(new Headers.Header(MESSAGE, message));
    var stack = plan.stacks ? FailureText.stack(failure.why()) : null;
    if (stack != null) all.add(new Headers.Header(STACK, stack));
    all.add(new Headers.Header(TIME, bytes(failure.time().toString())));
    return new Headers(all);
  }

  private void addOrigin(List<Headers.Header> all, ConsumerRecord<?, ?> record) {
    var headers = record.headers();
    if (ORIGIN.stream().allMatch(name -> headers.lastHeader(name) != null)) {
      ORIGIN.forEach(name -> all.add(new Headers.Header(name, headers.lastHeader(name).value())));
      return;
    }
    var origin = retries.origin(record);
    add(all, "topic", origin.topic());
    add(all, "partition", String.valueOf(origin.partition()));
    add(all, "offset", String.valueOf(origin.offset()));
    add(all, "timestamp", String.valueOf(origin.timestamp()));
  }

  private static void add(List<Headers.Header> all, String name, String text) {
    all.add(new Headers.Header(PREFIX + name, bytes(text)));
  }

  /// When the time of a delay begins, in milliseconds: with the record's timestamp, yet for a dead
  /// letter, which has that of its record, when it became one.
  static long ageFrom(ConsumerRecord<?, ?> record) {
    var time = RecordHeaders.text(record.headers(), TIME);
    if (time == null) return record.timestamp();
    try {
      return Math.max(record.timestamp(), Instant.parse(time).toEpochMilli());
    } catch (DateTimeException | ArithmeticException e) {
      return record.timestamp(); // somebody else's
    }
  }

  /// Without those that are only good to have; the same where there are none.
  static Headers shortened(Headers headers) {
    return headers.without(STACK).without(MESSAGE).without(RetryTopics.FIRST_MESSAGE);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
