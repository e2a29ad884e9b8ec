package dev.weir.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.EmbeddedBroker.Options;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
final class KilledBrokerTest {
  private static final int ACKNOWLEDGED_BEFORE_KILL = 3_000;

  /// The controller would refuse it for 9 s.
  private static final Duration START_AT_MOST = Duration.ofSeconds(8);

  @TempDir Path directory;

  @Test
  void every_acknowledged_record_survives_kill_9_under_load() throws Exception {
    Set<String> acknowledged;
    try (var child = BrokerProcess.start(directory)) {

      acknowledged = writeUntilKilled(child);
    }

    try (var broker = EmbeddedBroker.start(Options.in(directory))) {
      var topic = new Topic(broker.bootstrapServers(), "load");
      assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ACKNOWLEDGED_BEFORE_KILL);
      assertThat(Set.copyOf(topic.read())).containsAll(acknowledged);
    }
  }

  @Test
  void a_killed_broker_does_not_keep_its_successor_waiting() throws Exception {
    assertThat(Quickest.of(START_AT_MOST, this::startAfterKill)).isLessThan(START_AT_MOST);
  }

  private Duration startAfterKill() throws Exception {
    var name = "before-" + System.nanoTime();
    try (var child = BrokerProcess.start(directory)) {
      new Topic(child.bootstrapServers(), name).write("x");
    }

    var began = System.nanoTime();
    try (var broker = EmbeddedBroker.start(Options.in(directory))) {
      var took = Duration.ofNanos(System.nanoTime() - began);
      var topic = new Topic(broker.bootstrapServers(), name);
      topic.write("y");
      assertThat(topic.read()).containsExactly("x", "y");
      return took;
    }
  }

  /// Writes without a pause, and goes on while the broker dies.
  private static Set<String> writeUntilKilled(BrokerProcess child) throws Exception {
    var acknowledged = ConcurrentHashMap.<String>newKeySet();
    var enough = new CountDownLatch(ACKNOWLEDGED_BEFORE_KILL);
    var killed = new AtomicBoolean();
    var producer = new Topic(child.bootstrapServers(), "load").producer();
    var writer =
        Thread.ofPlatform()
            .start(() -> {
              for (var i = 0; !killed.get(); i++) {
                write(producer, Integer.toString(i), acknowledged, enough);
              }
            });
    assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();
    child.kill();
    killed.set(true);
    producer.close(Duration.ZERO);
    writer.join(Duration.ofSeconds(20));
    return acknowledged;
  }

  private static void write(
      KafkaProducer<String, String> producer,
      String value,
      Set<String> acknowledged,
      CountDownLatch enough) {
    try {
      var _ =
          producer.send(
              new ProducerRecord<>("load", value),
              (_, failure) -> {
                if (failure == null) {
                  acknowledged.add(value);
                  enough.countDown();
                }
              });
    } catch (IllegalStateException e) {
      // The producer was closed while this thread was in it: the load ends here.
    }
  }
}
