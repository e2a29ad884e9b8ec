package dev.weir.gateway.api.topics;

import dev.weir.gateway.web.RestException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.BrokerNotAvailableException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicDeletionDisabledException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// What Kafka's refusals mean, why they come, and what to do. All stand here, so that they are read
/// together.
final class KafkaWords {
  private KafkaWords() {}

  /// What is done with Kafka.
  @FunctionalInterface
  interface Deed<T> {
    T result();
  }

  /// Does it, and says in words what kept Kafka from it.
  ///
  /// @param what did not happen then, such as `Topic 'rides' was not made`
  static <T> T doing(String what, Deed<T> deed) {
    try {
      return deed.result();
    } catch (KafkaException e) {
      throw words(what, e).because(e);
    }
  }

  private static RestException words(String what, KafkaException e) {
    var told = String.valueOf(e.getMessage());
    return switch (e) {
      case AuthenticationException _ ->
          say(503, what, "Kafka does not know the gateway (%s). See kafka.sasl".formatted(told));
      case AuthorizationException _ ->
          say(
              403,
              what,
              "the gateway's login at Kafka may not (%s). Give it that right".formatted(told));
      case UnknownTopicOrPartitionException _ ->
          say(404, what, "there is no such topic. It may have been deleted: look at the list");
      case TopicExistsException _ ->
          say(409, what, "a topic of that name is there already. Choose another name");
      case InvalidTopicException _ ->
          say(400, what, "Kafka does not take the name (%s). Choose another one".formatted(told));
      case InvalidReplicationFactorException _ ->
          say(
              400,
              what,
              "each replica needs a broker of its own (%s). Ask for fewer replicas"
                  .formatted(bare(told)));
      case InvalidPartitionsException _ ->
          say(400, what, "%s. Choose another number".formatted(bare(told)));
      case InvalidConfigurationException _ ->
          say(400, what, "%s. Correct the setting".formatted(bare(told)));
      case PolicyViolationException _ ->
          say(
              400,
              what,
              "a rule of the cluster forbids it: %s. Ask who runs Kafka".formatted(bare(told)));
      case TopicDeletionDisabledException _ ->
          say(400, what, "the brokers have delete.topic.enable=false. Ask who runs Kafka");
      case BrokerNotAvailableException _ -> say(503, what, bare(told));
      case RetriableException _ ->
          say(503, what, "Kafka gave no answer (%s). See whether it is well".formatted(bare(told)));
      default -> say(500, what, told);
    };
  }

  private static RestException say(int status, String what, String why) {
    return RestException.plain(status, what + ": " + why);
  }

  /// Without its full stop, to stand inside a sentence.
  private static String bare(String text) {
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }
}
