package dev.weir.worker;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// The topics where messages that failed wait for their next attempt: `<topic>.retry.<group>.<n>`,
/// n from 1 on, one for each delay. Their names and headers are made and read here alone.
///
/// | header                     | text |
/// | -------------------------- | ---- |
/// | `weir.retry.topic`         | where the message came from first |
/// | `weir.retry.partition`     | |
/// | `weir.retry.offset`        | |
/// | `weir.retry.timestamp`     | its record's, in milliseconds; the copy has the failure's time |
/// | `weir.retry.attempts`      | made so far |
/// | `weir.retry.first.time`    | when the first attempt failed, as ISO 8601 |
/// | `weir.retry.first.error`   | the class of that failure |
/// | `weir.retry.first.message` | at most 1 KiB; absent where there was none |
///
/// They count in a retry topic of this group only: what a person has put back to the topic that it
/// came from begins anew.
final class RetryTopics {
  static final String PREFIX = "weir.retry.";
  static final String FIRST_MESSAGE = PREFIX + "first.message";
  private static final String TOPIC = PREFIX + "topic";
  private static final String PARTITION = PREFIX + "partition";
  private static final String OFFSET = PREFIX + "offset";
  private static final String TIMESTAMP = PREFIX + "timestamp";
  private static final String ATTEMPTS = PREFIX + "attempts";
  private static final String FIRST_TIME = PREFIX + "first.time";
  private static final String FIRST_ERROR = PREFIX + "first.error";

  /// Where a message came from, before all retry topics.
  ///
  /// @param timestamp as Kafka has it: in milliseconds, -1 for none
  record Origin(String topic, int partition, long offset, long timestamp) {}

  private final String group;
  private final List<Duration> delays;
  private final Exhausted exhausted;

  /// What a retry topic's name has between its origin and its step.
  private final String suffix;

  private final List<String> steps;

  RetryTopics(Plan<?, ?> plan) {
    this.group = TopicNames.part(plan.group);
    this.delays = plan.retryTopics;
    this.exhausted = plan.exhausted;
    this.suffix = TopicNames.retrySuffix(group);
    this.steps = IntStream.rangeClosed(1, delays.size()).mapToObj(String::valueOf).toList();
  }

  boolean none() {
    return delays.isEmpty();
  }

  /// All retry topics of a topic.
  List<String> of(String topic) {
    return IntStream.rangeClosed(1, delays.size())
        .mapToObj(step -> TopicNames.retry(topic, group, step))
        .toList();
  }

  /// How long a record of that topic waits; null where it is no retry topic. The time begins with
  /// the record's timestamp.
  @Nullable Duration delay(String topic) {
    var step = step(topic);
    return step == 0 ? null : delays.get(step - 1);
  }

  /// The retry topic for a record that failed; null where none is left.
  @Nullable String next(ConsumerRecord<?, ?> record) {
    var step = step(record.topic());
    return step == delays.size() ? null : TopicNames.retry(origin(record).topic(), group, step + 1);
  }

  /// Whether there is a retry topic for a record that failed. Hot.
  boolean hasNext(ConsumerRecord<?, ?> record) {
    return step(record.topic()) < delays.size();
  }

  /// How long a record waits in the next one, which there must be.
  Duration nextDelay(ConsumerRecord<?, ?> record) {
    return delays.get(step(record.topic()));
  }

  /// Attempts that were made at it before it came to this topic. Hot.
  int attempts(ConsumerRecord<?, ?> record) {
    var step = step(record.topic());
    if (step == 0) return 0;
    var made = RecordHeaders.number(record.headers(), ATTEMPTS);
    return made == null ? step : Math.clamp(made, step, Integer.MAX_VALUE - 1);
  }

  Origin origin(ConsumerRecord<?, ?> record) {
    var step = step(record.topic());
    if (step == 0) return itself(record, record.topic());
    var topic = RecordHeaders.text(record.headers(), TOPIC);
    var partition = RecordHeaders.number(record.headers(), PARTITION);
    var offset = RecordHeaders.number(record.headers(), OFFSET);
    var timestamp = RecordHeaders.number(record.headers(), TIMESTAMP);
    if (topic == null || !TopicNames.retry(topic, group, step).equals(record.topic())) {
      return itself(record, withoutSuffix(record.topic())); // somebody else wrote it
    }
    if (partition == null || partition < 0 || offset == null || timestamp == null) {
      return itself(record, withoutSuffix(record.topic())); // somebody else wrote it
    }
    return new Origin(topic, (int) Math.min(partition, Integer.MAX_VALUE), offset, timestamp);
  }

  private static Origin itself(ConsumerRecord<?, ?> record, String topic) {
    return new Origin(topic, record.partition(), record.offset(), record.timestamp());
  }

  /// The headers of its copy for the next retry topic.
  Headers headers(ConsumerRecord<?, ?> record, Failure failure) {
    var origin = origin(record);
    var headers =
        RecordHeaders.of(record, PREFIX)
            .with(TOPIC, origin.topic())
            .with(PARTITION, String.valueOf(origin.partition()))
            .with(OFFSET, String.valueOf(origin.offset()))
            .with(TIMESTAMP, String.valueOf(origin.timestamp()))
            .with(ATTEMPTS, String.valueOf(failure.attempts()));
    return step(record.topic()) > 0 && record.headers().lastHeader(FIRST_TIME) != null
        ? kept(headers, record)
        : first(headers, failure);
  }

  private static Headers first(Headers headers, Failure failure) {
    var all =
        headers
            .with(FIRST_TIME, failure.time().toString())
            .with(FIRST_ERROR, FailureText.error(failure.why()));
    var message = FailureText.message(failure.why());
    return message == null ? all : all.with(FIRST_MESSAGE, message);
  }

  private static Headers kept(Headers headers, ConsumerRecord<?, ?> record) {
    var all = headers;
    for (var name : List.of(FIRST_TIME, FIRST_ERROR, FIRST_MESSAGE)) {
      var header = record.headers().lastHeader(name);
      if (header != null) all = all.with(name, header.value());
    }
    return all;
  }

  /// What to subscribe where topics are named by a pattern: those, and the retry topics of this
  /// group, made or not made yet. Not among them, though a pattern as `orders.*` has them, are the
  /// dead letters and the retry topics of such a topic: they would be processed without an end.
  Pattern subscription(Pattern topics) {
    var name = "(?:" + unanchored(topics) + ")";
    var others = "(?!" + name + ownSuffixes() + "$)" + named();
    var own = Pattern.quote(suffix) + "(?:" + String.join("|", steps) + ")";
    // A name that was cut says no more which topic it is of.
    var cut = "(?=.{" + TopicNames.LENGTH_MAX + "}$).+-[0-9a-f]{8}" + own;
    var all = none() ? others + name : others + name + "|" + name + own + "|" + cut;
    return Pattern.compile(all, topics.flags() & ~Pattern.LITERAL);
  }

  private static String unanchored(Pattern topics) {
    if ((topics.flags() & Pattern.LITERAL) != 0) return Pattern.quote(topics.pattern());
    var text = topics.pattern();
    var begin = text.startsWith("^") ? 1 : 0;
    var end = text.endsWith("$") && !text.endsWith("\\$") ? text.length() - 1 : text.length();
    return text.substring(begin, Math.max(begin, end));
  }

  private String ownSuffixes() {
    var retries = "\\.retry\\..+\\.\\d+";
    return exhausted instanceof Exhausted.DeadLetter ? "(?:\\.dlt|" + retries + ")" : retries;
  }

  private String named() {
    return exhausted instanceof Exhausted.DeadLetter(var topic) && topic != null
        ? "(?!" + Pattern.quote(topic) + "$)"
        : "";
  }

  /// 0 for what is no retry topic of this group. Hot.
  private int step(String topic) {
    if (none()) return 0;
    var behind = topic.lastIndexOf('.') + 1;
    if (!topic.startsWith(suffix, behind - suffix.length())) return 0;
    for (var step = 1; step <= delays.size(); step++) {
      var digits = steps.get(step - 1);
      if (topic.length() - behind == digits.length() && topic.endsWith(digits)) return step;
    }
    return 0;
  }

  private String withoutSuffix(String topic) {
    return topic.substring(0, topic.lastIndexOf('.') + 1 - suffix.length());
  }
}
