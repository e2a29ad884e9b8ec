package dev.weir.gateway.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.Asked;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;

/// What the console is told of Kafka's refusals.
class ProblemErrorsTest {
  private final ProblemErrors errors = new ProblemErrors();

  @Test
  void what_kafka_knows_not_is_the_gateway_and_not_who_asks() {
    var told = errors.answer(Asked.get("/api/groups"), new SaslAuthenticationException("no"));

    assertThat(told.status()).isEqualTo(503);
    assertThat(new String(told.body(), UTF_8)).contains("does not know the gateway (no)");
  }

  @Test
  void a_silent_kafka_is_no_mistake_of_the_gateway() {
    var told = errors.answer(Asked.get("/api/groups"), new TimeoutException("Timed out."));

    assertThat(told.status()).isEqualTo(503);
    assertThat(new String(told.body(), UTF_8)).contains("gave no answer (Timed out)");
  }

  @Test
  void what_is_not_there_is_told_as_before() {
    var missing = new UnknownTopicOrPartitionException("Topic x not found");

    assertThat(errors.answer(Asked.get("/api/topics/x"), missing).status()).isEqualTo(404);
  }
}
