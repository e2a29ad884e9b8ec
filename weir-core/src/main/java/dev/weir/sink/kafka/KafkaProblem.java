package dev.weir.sink.kafka;

import dev.weir.Problem;
import dev.weir.Problem.Code;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// Kafka's errors in Weir's words.
///
/// What speaks of one message or its topic is final. What speaks of the cluster, the connection or
/// the producer is not, or an outage would turn into dead letters.
final class KafkaProblem {
  private KafkaProblem() {}

  static Problem of(String topic, Exception e) {
    var code = code(e);
    return new Problem(
        code,
        "Kafka did not take a message for topic '%s'".formatted(topic),
        String.valueOf(e.getMessage()),
        remedy(code));
  }

  private static Code code(Exception e) {
    return switch (e) {
      case RecordTooLargeException _, RecordBatchTooLargeException _ -> Code.TOO_LARGE;
      case InvalidTopicException _ -> Code.INVALID_TOPIC;
      case InvalidRecordException _, InvalidTimestampException _ -> Code.INVALID_MESSAGE;
      case IllegalArgumentException _ -> Code.INVALID_MESSAGE; // such as a time before 1970
      case TopicAuthorizationException _ -> Code.NOT_AUTHORISED;
      case UnknownTopicOrPartitionException _ -> Code.UNKNOWN_TOPIC;
      case TimeoutException timeout
          when timeout.getCause() instanceof UnknownTopicOrPartitionException ->
          Code.UNKNOWN_TOPIC;
      case BufferExhaustedException _ -> Code.MEMORY_FULL;
      case TimeoutException _ -> Code.TIMED_OUT;
      case AuthenticationException _, ClusterAuthorizationException _ -> Code.UNAVAILABLE;
      case OutOfOrderSequenceException _, ProducerFencedException _, RetriableException _ ->
          Code.UNAVAILABLE;
      case ApiException _ -> Code.INVALID_MESSAGE; // such as a policy of the broker
      default -> Code.UNAVAILABLE; // such as a closed producer
    };
  }

  private static String remedy(Code code) {
    return switch (code) {
      case TOO_LARGE ->
          "Send smaller messages, or raise the topic's max.message.bytes and "
              + "kafka.max.request.size";
      case INVALID_TOPIC -> "Correct the topic's name";
      case INVALID_MESSAGE -> "See what the topic demands, such as a key where it is compacted";
      case UNKNOWN_TOPIC -> "Create the topic, or let the broker create it";
      case NOT_AUTHORISED -> "Give the gateway's user the right to write to the topic";
      default -> "Send it again; see whether kafka.bootstrap.servers is right and Kafka is well";
    };
  }
}
