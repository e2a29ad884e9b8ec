package dev.weir.gateway.rest.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.config.KafkaConfig;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/// What the clients for the claims take over from the settings of the producer.
final class ClientsTest {
  @Test
  void an_interceptor_of_the_producer_is_nothing_for_the_consumer() {
    var kafka =
        new KafkaConfig("127.0.0.1:1", Map.of("interceptor.classes", Passing.class.getName()));

    try (var consumer = new Clients(kafka).consumer()) {
      assertThat(consumer.assignment()).isEmpty();
    }
  }

  /// Kafka's client makes it by its name.
  public static final class Passing implements ProducerInterceptor<byte[], byte[]> {
    @Override
    public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> message) {
      return message;
    }

    @Override
    public void close() {}

    @Override
    public void configure(Map<String, ?> settings) {}
  }
}
