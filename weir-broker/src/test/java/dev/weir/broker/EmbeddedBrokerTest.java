package dev.weir.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.broker.EmbeddedBroker.Options;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Exit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
final class EmbeddedBrokerTest {
  @TempDir Path directory;

  @Test
  void what_is_written_can_be_read() throws Exception {
    try (var broker = EmbeddedBroker.start(Options.in(directory))) {
      var topic = new Topic(broker.bootstrapServers(), "rides");

      topic.write("a", "b");

      assertThat(topic.read()).containsExactly("a", "b");
    }
  }

  @Test
  void a_restart_keeps_records_and_port() throws Exception {
    int port;
    try (var first = startWhereNobodyComesBetween()) {
      port = first.port();
      new Topic(first.bootstrapServers(), "rides").write("a");
    }

    try (var second = EmbeddedBroker.start(Options.in(directory).withPort(port))) {
      var topic = new Topic(second.bootstrapServers(), "rides");
      topic.write("b");

      assertThat(second.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
      assertThat(topic.read()).containsExactly("a", "b");
    }
  }

  /// On a port below those that a system gives to whoever asks for any.
  private EmbeddedBroker startWhereNobodyComesBetween() {
    for (var port = 9_500; ; port++) {
      try {
        return EmbeddedBroker.start(Options.in(directory).withPort(port));
      } catch (IllegalStateException taken) {
        if (port == 9_600) throw taken;
      }
    }
  }

  @Test
  void port_0_gives_each_broker_a_port_of_its_own() {
    try (var one = EmbeddedBroker.start(Options.in(directory.resolve("one")));
        var two = EmbeddedBroker.start(Options.in(directory.resolve("two")))) {

      assertThat(one.port()).isPositive().isNotEqualTo(two.port());
      assertThat(node(one))
          .extracting(Node::host, Node::port)
          .containsExactly("127.0.0.1", one.port());
    }
  }

  @Test
  void clients_are_told_the_advertised_address() throws Exception {
    try (var proxy = new Proxy();
        var broker =
            EmbeddedBroker.start(
                Options.in(directory).withAdvertised("127.0.0.1:" + proxy.port()))) {
      proxy.leadTo(broker.port());

      assertThat(node(broker).port()).isEqualTo(proxy.port()).isNotEqualTo(broker.port());
    }
  }

  @Test
  void a_property_given_wins_over_the_default() {
    var options = Options.in(directory).with("num.partitions", "3");

    try (var broker = EmbeddedBroker.start(options);
        var producer = new Topic(broker.bootstrapServers(), "rides").producer()) {

      assertThat(producer.partitionsFor("rides")).hasSize(3);
    }
  }

  @Test
  void a_transaction_commits() {
    try (var broker = EmbeddedBroker.start(Options.in(directory))) {
      var topic = new Topic(broker.bootstrapServers(), "ledger");

      try (var producer = transactional(broker)) {
        producer.initTransactions();
        producer.beginTransaction();
        var _ = producer.send(new ProducerRecord<>(topic.name(), "x"));
        producer.commitTransaction();
      }

      assertThat(topic.read()).containsExactly("x");
    }
  }

  @Test
  void other_machines_cannot_connect() throws Exception {
    var outside = addressesThatAreNotLoopback();

    try (var broker = EmbeddedBroker.start(Options.in(directory))) {

      assertThat(outside)
          .allSatisfy(address ->
              assertThatThrownBy(() -> new Socket(address, broker.port()).close())
                  .isInstanceOf(ConnectException.class));
    }
  }

  @Test
  void no_thread_is_left_after_close() {
    var before = Thread.getAllStackTraces().keySet();

    var broker = EmbeddedBroker.start(Options.in(directory));
    broker.close();
    broker.close();

    assertThat(LeftThreads.since(before)).isEmpty();
  }

  @Test
  void a_stop_takes_less_than_two_seconds() throws Exception {
    var twoSeconds = Duration.ofSeconds(2);

    assertThat(Quickest.of(twoSeconds, this::stop)).isLessThan(twoSeconds);
  }

  private Duration stop() throws Exception {
    var broker = EmbeddedBroker.start(Options.in(directory));
    new Topic(broker.bootstrapServers(), "rides").write("x");

    var began = System.nanoTime();
    broker.close();
    return Duration.ofNanos(System.nanoTime() - began);
  }

  @Test
  void a_fault_that_ends_a_kafka_process_does_not_end_this_one() {
    try (var broker = EmbeddedBroker.start(Options.in(directory))) {

      assertThatThrownBy(() -> Exit.halt(1, "all log dirs have failed"))
          .hasMessageContaining("all log dirs have failed");
      assertThat(node(broker).id()).isEqualTo(1);
    }
  }

  private static Node node(EmbeddedBroker broker) {
    try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      return List.copyOf(admin.describeCluster().nodes().get(20, TimeUnit.SECONDS)).getFirst();
    } catch (ExecutionException | InterruptedException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  private static KafkaProducer<String, String> transactional(EmbeddedBroker broker) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "t"),
        new StringSerializer(),
        new StringSerializer());
  }

  private static List<InetAddress> addressesThatAreNotLoopback() throws Exception {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
        .toList();
  }
}
