package dev.weir.worker;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/// What a failure of Kafka's clients means, and what to do about it.
final class Advice {
  private Advice() {}

  /// Of a member of a group, or of any client.
  static String of(Throwable failure, Kafka kafka) {
    return of(failure, kafka, List.of());
  }

  /// @param topics that it reads: a broker need not say which of them it refuses
  static String of(Throwable failure, Kafka kafka, List<String> topics) {
    return switch (failure) {
      case GroupAuthorizationException e ->
          "%s may not be in group '%s'. Allow it: kafka-acls --add%s --operation Read --group %2$s"
              .formatted(user(kafka), e.groupId(), principal(kafka));
      case TopicAuthorizationException e -> topics(named(e, topics), kafka, "Read", "read");
      case AuthorizationException e ->
          "%s may not do that: %s. Add the ACL that it says."
              .formatted(user(kafka), e.getMessage());
      case SslAuthenticationException e ->
          "TLS with %s fails: %s. Look at the authority and the identity of Kafka.tls(…), and whether the certificates have expired."
              .formatted(servers(kafka), deepest(e));
      case AuthenticationException e ->
          "%s refuse the login by %s: %s. Look at user, password and mechanism of Kafka.login(…)."
              .formatted(servers(kafka), mechanism(kafka), deepest(e));
      case NoOffsetForPartitionException e ->
          "the group has no place to begin at in %s, and startAt is FAIL. Commit offsets for it, or say EARLIEST or LATEST."
              .formatted(e.partitions());
      case FencedInstanceIdException e ->
          "another member has the same group.instance.id. Each has one of its own.";
      case UnsupportedVersionException e ->
          "the cluster is too old for that: %s. With set(\"group.protocol\", \"classic\") older ones will do."
              .formatted(e.getMessage());
      case KafkaException e when Fatal.isUnresolved(e) ->
          "None of the names %s can be resolved. Look at Kafka.at(…), and at the name server."
              .formatted(servers(kafka));
      case KafkaException e when Fatal.isWithoutToken(e) ->
          "There is no token for %s from %s: %s. Look whether that answers."
              .formatted(user(kafka), tokens(kafka), deepest(e));
      default -> deepest(failure);
    };
  }

  /// Of one that writes.
  static String ofWriting(Throwable failure, WriterPlan<?, ?> plan) {
    return switch (failure) {
      case TopicAuthorizationException e ->
          topics(named(e, List.of(plan.topic)), plan.kafka, "Write", "written to");
      case RecordTooLargeException e ->
          "%s Write smaller records, or raise set(\"max.request.size\", …) and the topic's max.message.bytes."
              .formatted(e.getMessage());
      case InvalidTopicException e -> "Kafka does not take such a name: " + e.getMessage();
      case org.apache.kafka.common.errors.TimeoutException e -> late(plan, deepest(e));
      case TimeoutException e -> late(plan, "no answer");
      default -> of(failure, plan.kafka);
    };
  }

  private static String late(WriterPlan<?, ?> plan, String why) {
    return "%s s have passed (%s). It may be written all the same. Look whether the topic is there and %s answer, or give it a longer deadline(…)."
        .formatted(plan.deadline.toMillis() / 1e3, why, servers(plan.kafka));
  }

  private static Collection<String> named(TopicAuthorizationException e, List<String> all) {
    return e.unauthorizedTopics().isEmpty() ? all : e.unauthorizedTopics();
  }

  private static String topics(
      Collection<String> topics, Kafka kafka, String operation, String done) {
    var options = topics.stream().sorted().map(topic -> " --topic " + topic);
    return "one or all of the topics %s may not be %s by %s. Allow it: kafka-acls --add%s --operation %s%s"
        .formatted(
            topics,
            done,
            user(kafka),
            principal(kafka),
            operation,
            options.collect(Collectors.joining()));
  }

  private static String user(Kafka kafka) {
    return switch (kafka.login()) {
      case Login.None none -> "this user";
      case Login.Plain(var user, var password) -> "user '" + user + "'";
      case Login.Scram(var bits, var user, var password) -> "user '" + user + "'";
      case Login.OAuth oauth -> "client '" + oauth.client() + "'";
    };
  }

  private static String principal(Kafka kafka) {
    return switch (kafka.login()) {
      case Login.None none -> " --allow-principal User:NAME";
      case Login.Plain(var user, var password) -> " --allow-principal User:" + user;
      case Login.Scram(var bits, var user, var password) -> " --allow-principal User:" + user;
      case Login.OAuth oauth -> " --allow-principal User:NAME";
    };
  }

  private static String mechanism(Kafka kafka) {
    var mechanism = kafka.settings().get("sasl.mechanism");
    var by = mechanism == null ? "GSSAPI" : mechanism.toString();
    return kafka.login() instanceof Login.None ? by : by + " of " + user(kafka);
  }

  private static String tokens(Kafka kafka) {
    return kafka.login() instanceof Login.OAuth oauth
        ? oauth.endpoint().toString()
        : "the one that gives them";
  }

  private static String servers(Kafka kafka) {
    return String.join(", ", kafka.bootstrap());
  }

  /// Kafka's outermost exceptions say little: "Failed to construct kafka consumer". And the message
  /// of a failed login has all of a stack trace.
  private static String deepest(Throwable failure) {
    var cause = failure;
    while (cause.getCause() != null) cause = cause.getCause();
    var message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return message.lines().filter(line -> !line.isBlank()).findFirst().orElse("").strip();
  }
}
