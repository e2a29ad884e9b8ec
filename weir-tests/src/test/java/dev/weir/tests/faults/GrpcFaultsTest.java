package dev.weir.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.Ports;
import dev.weir.testkit.TopicContents;
import dev.weir.tests.Await;
import dev.weir.tests.grpc.ProduceCall;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The gateway ends while a stream is open, one way or the other.
@Timeout(300)
class GrpcFaultsTest {
  private static final String UNAVAILABLE = "14";
  private static final Duration SOON = Duration.ofSeconds(60);

  /// It waits 10 s at most for what is under way; a stream without an end would hold it for ever.
  private static final Duration STOPS_AT_MOST = Duration.ofSeconds(20);

  @TempDir private Path folder;
  private final int port = Ports.free();
  private Broker broker;
  private Gateway gateway;

  @BeforeEach
  void start() throws Exception {
    broker = Broker.start(folder.resolve("kafka"));
    Topic.create(broker.bootstrapServers(), "rides");
    gateway =
        new Gateway(folder.resolve("weir"), broker.bootstrapServers())
            .with("listen.grpc", "127.0.0.1:" + port)
            .start();
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    broker.close();
  }

  @Test
  void g5_what_was_acknowledged_is_there_after_kill_9() throws Exception {
    broker.process().signal("STOP"); // so that the log alone has it
    var acknowledged = 0;
    try (var call = ProduceCall.open(port)) {
      for (var i = 1; i <= 20_000; i++) call.send("rides", "m" + i, i);
      Await.until("some are safe", SOON, () -> call.acknowledged().size() > 1_000);

      gateway.process().kill();
      acknowledged = call.acknowledged().size();
    }
    broker.process().signal("CONT");
    gateway.start().drains();

    assertThat(arrived())
        .containsAll(IntStream.rangeClosed(1, acknowledged).mapToObj(i -> "m" + i).toList());
  }

  @Test
  void g6_sigterm_with_an_idle_stream_ends_in_time_and_the_client_hears_it() throws Exception {
    try (var idle = ProduceCall.open(port);
        var used = ProduceCall.open(port)) {
      used.send("rides", "m1", 1);
      Await.until("it is safe", SOON, () -> used.acknowledged().equals(List.of(1L)));
      Await.until("Kafka has it", SOON, () -> gateway.peek().messages("delivered") == 1);

      var begun = System.nanoTime();
      var exitCode = gateway.process().terminate();

      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(STOPS_AT_MOST);
      assertThat(exitCode).isZero();
      assertThat(idle.status()).isEqualTo(UNAVAILABLE);
      assertThat(used.status()).isEqualTo(UNAVAILABLE);
    }
    assertThat(arrived()).containsExactly("m1");
  }

  private List<String> arrived() {
    return TopicContents.of(broker.bootstrapServers(), "rides").recordsNow().stream()
        .map(record -> new String(record.value(), StandardCharsets.US_ASCII))
        .toList();
  }
}
