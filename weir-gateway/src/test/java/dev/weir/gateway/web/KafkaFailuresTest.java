package dev.weir.gateway.web;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

/// What clients are told of Kafka's refusals.
class KafkaFailuresTest {
  @Test
  void a_refusal_is_found_in_whatever_carries_it() {
    var refusal = new TopicAuthorizationException("not this topic");
    var carried = new CompletionException(new ExecutionException(refusal));

    var told = requireNonNull(KafkaFailures.of(carried));

    assertThat(told).hasMessage("not this topic");
    assertThat(told.code()).isEqualTo(40_301);
  }

  @Test
  void a_client_that_cannot_be_made_tells_why() {
    var inner = new ConfigException("No resolvable bootstrap urls");

    var told = KafkaFailures.of(new KafkaException("Failed create new KafkaAdminClient", inner));

    assertThat(told).isNotNull().hasMessageEndingWith(": No resolvable bootstrap urls");
  }

  @Test
  void what_is_not_of_kafka_is_told_by_others() {
    assertThat(KafkaFailures.of(new IllegalStateException("no"))).isNull();
  }
}
