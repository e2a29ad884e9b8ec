package dev.weir.tests.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.testkit.BrokerExtension;
import dev.weir.tests.Await;
import dev.weir.worker.Health;
import dev.weir.worker.Kafka;
import dev.weir.worker.Worker;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Kafka is not there when a worker starts.
@Timeout(90)
class AbsentTest {
  @RegisterExtension static final BrokerExtension kafka = BrokerExtension.create();

  private final Attempts attempts = new Attempts();

  @ParameterizedTest
  @ValueSource(strings = {"classic", "by itself"})
  void s37_a_worker_waits_for_a_broker_that_is_down_and_joins(String protocol)
      throws InterruptedException {
    var topic = WorkerTopic.create(kafka, 2).write(20, i -> "key" + i);
    var builder = topic.worker();
    if (protocol.equals("classic")) builder = builder.set("group.protocol", protocol);
    kafka.stop();

    try (var worker = builder.each(attempts.doing(message -> {}))) {
      var starting = Thread.ofVirtual().start(worker::start);
      Await.until("it says that it waits", () -> waits(worker.health()));
      Await.passInterruptibly(Duration.ofSeconds(1));
      assertThat(starting.isAlive()).isTrue();
      kafka.start();

      assertThat(starting.join(Duration.ofSeconds(30))).isTrue();
      Await.until("all is processed", () -> attempts.count() == topic.written());
      Await.until("all is well", () -> worker.health() instanceof Health.Up);
    }
    attempts.wereInOrder();
    assertThat(topic.committed()).isEqualTo(topic.ends());
  }

  private static boolean waits(Health health) {
    return health instanceof Health.Degraded(var reasons)
        && reasons.stream()
            .anyMatch(reason ->
                reason.kind() == Health.Kind.NOT_JOINED
                    && reason.what().contains(kafka.bootstrapServers()));
  }

  @Test
  void s37_a_worker_that_waits_for_its_broker_ends_at_once() {
    var nobody = List.of(Kafka.at("127.0.0.1:1"), Kafka.at("no.such.host.invalid:9092"));

    for (var where : nobody) {
      var worker = Worker.on(where).group("g").topics("t").each(message -> {});
      var starting = Thread.ofVirtual().start(worker::start);
      Await.until("it waits", () -> worker.health() instanceof Health.Degraded);
      var begun = System.nanoTime();

      assertThat(worker.close(Duration.ofSeconds(30))).isEqualTo(new Worker.Exit.Drained());

      assertThat(Await.since(begun)).isLessThan(Duration.ofSeconds(20));
      Await.until("start() has returned", () -> !starting.isAlive());
    }
  }

  @Test
  void s37_what_cannot_be_an_address_is_refused_before_anything_starts() {
    assertThatThrownBy(() -> Kafka.at("localhost")).hasMessageContaining("host:port");
    assertThatThrownBy(() -> Kafka.at("host:port")).hasMessageContaining("host:port");
    assertThatThrownBy(() -> Kafka.at("https://host:1")).hasMessageContaining("host:port");
  }
}
