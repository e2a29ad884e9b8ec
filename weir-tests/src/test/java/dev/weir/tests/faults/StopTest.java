package dev.weir.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.Ports;
import dev.weir.testkit.TopicContents;
import dev.weir.tests.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// SIGTERM while messages come in by every way there is.
@Timeout(300)
class StopTest {
  private static final Duration LOAD_RUNS_AT_MOST = Duration.ofSeconds(40);

  /// It waits 10 s at most for what is under way.
  private static final Duration STOPS_AT_MOST = Duration.ofSeconds(20);

  @TempDir private Path folder;
  private final int grpcPort = Ports.free();
  private Broker broker;
  private Gateway gateway;
  private Topic topic;

  @BeforeEach
  void start() throws Exception {
    broker = Broker.start(folder.resolve("kafka"));
    topic = Topic.create(broker.bootstrapServers(), "rides");
    Topic.create(broker.bootstrapServers(), "streamed");
    Topic.create(broker.bootstrapServers(), "framed");
    gateway =
        new Gateway(folder.resolve("weir"), broker.bootstrapServers())
            .with("listen.grpc", "127.0.0.1:" + grpcPort)
            .with("listen.unix", socket().toString())
            .start();
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    broker.close();
  }

  @Test
  void sigterm_under_load_on_every_port_loses_nothing() throws Exception {
    stopsUnderLoad("M3", false);
  }

  @Test
  void sigterm_with_a_frozen_kafka_loses_nothing_and_takes_no_longer() throws Exception {
    stopsUnderLoad("M3f", true);
  }

  @Test
  void a_second_signal_ends_it_at_once() throws Exception {
    try (var load = Load.start(gateway.push(), "rides", Load.Plan.KAFKA)) {
      Await.pass(Duration.ofMillis(500));
      broker.process().signal("STOP");
      Await.pass(Duration.ofMillis(200));

      gateway.process().signal("TERM");
      Await.until("the stop has begun", STOPS_AT_MOST, () -> !listens(gateway.push().getPort()));
      gateway.process().signal("TERM");
      var exitCode = gateway.process().exitCode();
      load.stop();

      assertThat(exitCode).isEqualTo(1);
      assertThat(gateway.log()).content().contains("ended by a second signal");
    }
  }

  private static boolean listens(int port) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private void stopsUnderLoad(String name, boolean frozen) throws Exception {
    try (var journal = Load.start(gateway.push(), "rides", Load.Plan.JOURNAL);
        var kafka = Load.start(gateway.push(), "rides", Load.Plan.KAFKA);
        var grpc = GrpcLoad.start(grpcPort, "streamed");
        var frames = FrameLoad.start(socket(), "framed")) {
      Await.first("the load", LOAD_RUNS_AT_MOST, () -> grpc, load -> load.acknowledged() > 1_000);
      if (frozen) broker.process().signal("STOP");
      Await.pass(Duration.ofSeconds(1));

      var written = frames.written();
      var begun = System.nanoTime();
      var exitCode = gateway.process().terminate();
      var took = Duration.ofNanos(System.nanoTime() - begun);
      journal.stop();
      kafka.stop();
      if (frozen) broker.process().signal("CONT");
      gateway.start().drains();

      var verdict = topic.check(journal, kafka);
      Result.of(
          name,
          "%s; %d acknowledged on a stream, %d frames; stopped after %d ms"
              .formatted(verdict.text(), grpc.acknowledged(), written, took.toMillis()));
      verdict.isClean();
      assertThat(exitCode).isZero();
      assertThat(took).isLessThan(STOPS_AT_MOST);
      assertThat(arrived("streamed")).containsAll(numbers(grpc.acknowledged()));
      assertThat(arrived("framed")).containsAll(numbers(written));
    }
  }

  private Path socket() {
    return folder.resolve("weir.sock");
  }

  private static Set<Long> numbers(long below) {
    return LongStream.range(0, below).boxed().collect(Collectors.toCollection(TreeSet::new));
  }

  private Set<Long> arrived(String name) {
    return TopicContents.of(broker.bootstrapServers(), name).recordsNow().stream()
        .map(one -> Long.valueOf(new String(one.value(), StandardCharsets.US_ASCII)))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
