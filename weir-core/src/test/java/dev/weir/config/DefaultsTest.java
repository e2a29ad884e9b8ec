package dev.weir.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DefaultsTest {
  /// What `weir config show` prints for nothing; a change here is a change of the product.
  @Test
  void every_key_and_its_default_is_as_documented() {
    var printed = Configured.nothing().read().settings();

    assertThat(printed.stream().map(s -> s.key() + "=" + s.value()))
        .containsExactlyInAnyOrder(
            "data=data",
            "listen.http=127.0.0.1:8082",
            "listen.grpc=127.0.0.1:18282",
            "listen.unix=off",
            "kafka.bootstrap.servers=embedded",
            "kafka.acks=all",
            "kafka.client.id=weir",
            "kafka.delivery.timeout.ms=10000",
            "kafka.enable.idempotence=true",
            "kafka.max.block.ms=5000",
            "kafka.metadata.recovery.strategy=none",
            "kafka.request.timeout.ms=5000",
            "broker.port=9092",
            "limits.memory=" + quarterOfHeapMib() + "MB",
            "limits.message-bytes=1MB",
            "limits.in-flight=100000",
            "limits.request-bytes=16MB");
    assertThat(printed).allMatch(setting -> setting.origin().equals("default"));
  }

  @Test
  void the_records_hold_what_is_printed() {
    var config = Configured.nothing().read();

    assertThat(config.data()).isEqualTo(Path.of("data"));
    assertThat(config.listen())
        .isEqualTo(
            new ListenConfig(
                new Address.Tcp("127.0.0.1", 8082), new Address.Tcp("127.0.0.1", 18282), null));
    assertThat(config.kafka().embedded()).isTrue();
    assertThat(config.kafka().properties())
        .isEqualTo(
            Map.of(
                "acks", "all",
                "client.id", "weir",
                "delivery.timeout.ms", "10000",
                "enable.idempotence", "true",
                "max.block.ms", "5000",
                "metadata.recovery.strategy", "none",
                "request.timeout.ms", "5000"));
    assertThat(config.broker()).isEqualTo(new BrokerConfig(9092));
    assertThat(config.limits())
        .isEqualTo(new LimitsConfig(quarterOfHeapMib() << 20, 1 << 20, 100_000, 16 << 20));
  }

  @Test
  void an_embedded_brokers_address_takes_the_place_of_the_word() {
    var config = Configured.set("kafka.linger.ms=7").read();

    var named = config.withBootstrapServers("127.0.0.1:1234");

    assertThat(named.kafka().bootstrapServers()).isEqualTo("127.0.0.1:1234");
    assertThat(named.kafka().embedded()).isFalse();
    assertThat(named.kafka().properties()).containsEntry("linger.ms", "7");
  }

  private static long quarterOfHeapMib() {
    return Math.clamp(Runtime.getRuntime().maxMemory() / 4 / (1 << 20), 1, 256);
  }
}
