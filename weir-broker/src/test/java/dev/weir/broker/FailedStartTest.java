package dev.weir.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.broker.EmbeddedBroker.Options;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
final class FailedStartTest {
  @TempDir Path directory;

  private Set<Thread> before = Set.of();

  @BeforeEach
  void rememberThreads() {
    before = Thread.getAllStackTraces().keySet();
  }

  @AfterEach
  void nothing_is_left_running_and_the_directory_is_free() {
    assertThat(LeftThreads.since(before)).isEmpty();
    EmbeddedBroker.start(Options.in(directory)).close();
  }

  @Test
  void a_taken_port_is_named_with_the_way_out() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      var options = Options.in(directory).withPort(taken.getLocalPort());

      assertThatThrownBy(() -> EmbeddedBroker.start(options))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("port " + taken.getLocalPort() + " is in use")
          .hasMessageContaining("set broker.port to another one or to 0");
    }
  }

  @Test
  void a_directory_of_a_live_broker_of_this_process_is_refused() throws Exception {
    try (var live = EmbeddedBroker.start(Options.in(directory))) {

      assertThatThrownBy(() -> EmbeddedBroker.start(Options.in(directory)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(directory.toRealPath() + " is in use by another broker");

      new Topic(live.bootstrapServers(), "unharmed").write("x");
    }
  }

  @Test
  void a_directory_of_a_live_broker_of_another_process_is_refused() throws Exception {
    try (var live = BrokerProcess.start(directory)) {

      assertThatThrownBy(() -> EmbeddedBroker.start(Options.in(directory)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(directory.toRealPath() + " is in use by another broker");

      new Topic(live.bootstrapServers(), "unharmed").write("x");
    }
  }

  @Test
  void a_directory_that_cannot_be_made_is_named() throws Exception {
    var file = Files.createFile(directory.resolve("file"));

    assertThatThrownBy(() -> EmbeddedBroker.start(Options.in(file)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void a_property_that_kafka_does_not_accept_is_named() {
    var options = Options.in(directory).with("num.partitions", "many");

    assertThatThrownBy(() -> EmbeddedBroker.start(options))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("num.partitions");
  }

  @Test
  void a_property_that_the_options_decide_is_refused() {
    var options = Options.in(directory).with("log.dirs", "/elsewhere");

    assertThatThrownBy(() -> EmbeddedBroker.start(options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("log.dirs");
  }

  @Test
  void kafka_failing_half_way_is_taken_back() {
    var options = Options.in(directory).with("create.topic.policy.class.name", "no.such.Policy");

    assertThatThrownBy(() -> EmbeddedBroker.start(options)).hasMessageContaining("no.such.Policy");
  }

  @Test
  void a_broker_failing_after_its_controller_has_started_is_taken_back() {
    var options = Options.in(directory).with("group.coordinator.rebalance.protocols", "none");

    assertThatThrownBy(() -> EmbeddedBroker.start(options)).hasMessageContaining("none");
  }
}
