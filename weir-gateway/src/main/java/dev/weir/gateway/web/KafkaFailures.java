package dev.weir.gateway.web;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.BrokerNotAvailableException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.InvalidReplicaAssignmentException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.LeaderNotAvailableException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicDeletionDisabledException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/// What Kafka's refusals are in Confluent's numbers.
public final class KafkaFailures {
  private KafkaFailures() {}

  /// Null for what is not Kafka's.
  public static @Nullable RestException of(Throwable failure) {
    var cause = cause(failure);
    if (!(cause instanceof KafkaException)) return null;
    return error(cause).because(cause);
  }

  /// Some calls of the admin client put what happened inside something that says little.
  private static RestException error(Throwable cause) {
    var text = String.valueOf(cause.getMessage());
    var plain = cause.getClass().equals(KafkaException.class);
    return plain && cause.getCause() instanceof KafkaException inner
        ? error(inner, "%s: %s".formatted(text, inner.getMessage()))
        : error(cause, text);
  }

  static Throwable cause(Throwable failure) {
    var wrapped = failure instanceof ExecutionException || failure instanceof CompletionException;
    var cause = failure.getCause();
    return wrapped && cause != null ? cause(cause) : failure;
  }

  private static RestException error(Throwable cause, String text) {
    return switch (cause) {
      case AuthenticationException _ -> new RestException(401, 40101, text);
      case AuthorizationException _ -> new RestException(403, 40301, text);
      case UnknownTopicOrPartitionException _ -> new RestException(404, 40403, text);
      case LeaderNotAvailableException _ -> new RestException(404, 40404, text);
      case GroupIdNotFoundException _ -> new RestException(404, 40405, text);
      case TopicExistsException _,
          InvalidTopicException _,
          InvalidPartitionsException _,
          InvalidReplicaAssignmentException _,
          InvalidReplicationFactorException _,
          InvalidConfigurationException _,
          InvalidRequestException _,
          PolicyViolationException _,
          TopicDeletionDisabledException _ ->
          new RestException(400, 40002, text);
      case BrokerNotAvailableException _ -> new RestException(503, 50302, text);
      case RetriableException _ -> new RestException(500, 50003, text);
      default -> new RestException(500, 50002, text);
    };
  }
}
