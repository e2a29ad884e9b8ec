package dev.weir.worker;

import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;

/// Why copies for a topic are not written, and what to do.
final class CopyProblem {
  private CopyProblem() {}

  static String of(String topic, Exception e) {
    return switch (e) {
      case TopicMaker.Unmade told -> String.valueOf(told.getMessage());
      case TopicMaker.SourceMissing missing ->
          "Topic '%s' is not there, and with how many partitions to make it cannot be told, as %s. Make it by hand."
              .formatted(topic, said(missing));
      case RecordTooLargeException large ->
          "A copy is larger than topic '%s' takes, even without stack and message: %s. Raise max.message.bytes of the topic."
              .formatted(topic, said(large));
      case InvalidTimestampException time ->
          "Topic '%s' does not take the timestamp of a record: %s. Raise message.timestamp.after.max.ms and message.timestamp.before.max.ms of the topic."
              .formatted(topic, said(time));
      case InvalidRecordException refused ->
          "Topic '%s' refuses a record: %s. If its cleanup.policy is compact, set it to delete: copies need not have keys."
              .formatted(topic, said(refused));
      case InvalidTopicException name ->
          "Kafka has no topic of the name '%s': %s. Name another one in onExhausted(…)."
              .formatted(topic, said(name));
      case AuthenticationException login ->
          "Topic '%s' is not written to, as Kafka does not let this user log in: %s. Correct the login."
              .formatted(topic, said(login));
      case AuthorizationException right ->
          "Topic '%s' may not be written to: %s. Give this user the right WRITE on it."
              .formatted(topic, said(right));
      default -> other(topic, e);
    };
  }

  private static String other(String topic, Exception e) {
    var passing = e instanceof RetriableException || !(e instanceof ApiException);
    return "Topic '%s' is not written to: %s. %s"
        .formatted(
            topic,
            said(e),
            passing ? "If this lasts, look at the cluster." : "Look at the topic's settings.");
  }

  private static String said(Exception e) {
    var message = e.getMessage() == null ? e.toString() : e.getMessage();
    return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
  }

  static String unacknowledged(String topic, long seconds) {
    return "Kafka has not acknowledged what was written to topic '%s' %d s ago. If this lasts, look at the cluster."
        .formatted(topic, seconds);
  }
}
