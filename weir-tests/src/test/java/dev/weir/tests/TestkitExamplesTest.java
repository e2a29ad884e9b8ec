package dev.weir.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.Acks;
import dev.weir.Message;
import dev.weir.Outcome;
import dev.weir.Submission;
import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import dev.weir.delivery.Delivery;
import dev.weir.metrics.Metrics;
import dev.weir.testkit.BrokerExtension;
import dev.weir.testkit.FakeClock;
import dev.weir.testkit.FaultySink;
import dev.weir.testkit.WeirExtension;
import dev.weir.testkit.disk.FaultyDisk;
import dev.weir.testkit.disk.Operation;
import dev.weir.testkit.net.Direction;
import dev.weir.testkit.net.FaultProxy;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What `docs/testing.md` shows; [DocsTest] sees to it that both say the same.
@Timeout(180)
class TestkitExamplesTest {
  @RegisterExtension static final BrokerExtension kafka = BrokerExtension.create();

  @RegisterExtension
  static final WeirExtension weir =
      WeirExtension.create().with("kafka.delivery.timeout.ms", "60000");

  @TempDir private Path folder;

  @Test
  void a_broker() {
    kafka.createTopic("rides", 3);

    var text = new StringSerializer();
    var servers = Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers());
    try (var producer = new KafkaProducer<>(servers, text, text)) {
      var _ = producer.send(new ProducerRecord<>("rides", "x"));
    }

    kafka.topic("rides").eventuallyContains("x");
  }

  @Test
  void a_gateway_whose_kafka_goes_away() {
    weir.post("/push", push("first"));
    weir.kafka().topic("rides").eventuallyContains("first");

    weir.kafka().stop();
    var answer = weir.post("/push", push("meanwhile"));
    weir.kafka().start();

    assertThat(answer.statusCode()).isEqualTo(200);
    weir.kafka().topic("rides").eventuallyContains("meanwhile");
  }

  @Test
  void a_sink_that_is_slow_and_a_clock_that_is_moved() throws Exception {
    var sink = new FaultySink();
    var clock = new FakeClock();
    var limits = WeirConfig.read(Sources.of()).limits();
    try (var delivery = Delivery.start(limits, sink.opener(), new Metrics(), clock)) {
      sink.hold(); // as if Kafka were slow
      var outcomes = new CompletableFuture<List<Outcome>>();
      var ride = Message.of("rides", null, new byte[] {1});
      delivery.submit(new Submission(List.of(ride), Acks.KAFKA, outcomes::complete));

      clock.advance(Duration.ofSeconds(3));
      assertThat(outcomes).isNotDone();

      sink.heal(); // now it answers, also for what was held
      assertThat(outcomes.get(10, TimeUnit.SECONDS)).containsExactly(new Outcome.Delivered(0, 0));
    }
  }

  @Test
  void a_disk_that_loses_its_power() throws IOException {
    var disk = FaultyDisk.in(folder);
    var file = Files.createFile(disk.path("journal"));
    disk.sync(); // else the power cut takes the name as well

    var journal = FileChannel.open(file, StandardOpenOption.WRITE);
    journal.write(bytes("kept"));
    journal.force(false);
    journal.write(bytes(" and lost"));
    disk.powerCut();

    assertThat(file).hasContent("kept");
  }

  @Test
  void a_disk_that_fails() throws IOException {
    var disk = FaultyDisk.in(folder);
    disk.failCall(2, Operation.WRITE);

    var file = disk.path("journal");
    try (var journal =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      journal.write(bytes("one"));
      assertThatThrownBy(() -> journal.write(bytes("two"))).isInstanceOf(IOException.class);
      journal.write(bytes("three"));
    }

    assertThat(file).hasContent("onethree");
  }

  @Test
  void a_network_that_loses_the_answer() {
    try (var network = FaultProxy.to("127.0.0.1", weir.port("http"));
        var client = HttpClient.newHttpClient()) {
      network.drop(Direction.TO_CLIENT);

      var url = URI.create("http://127.0.0.1:" + network.port() + "/push");
      var body = BodyPublishers.ofString(push("unanswered"));
      var push = HttpRequest.newBuilder(url).POST(body).timeout(Duration.ofSeconds(5)).build();
      assertThatThrownBy(() -> client.send(push, BodyHandlers.discarding()))
          .isInstanceOf(HttpTimeoutException.class);

      weir.kafka().topic("rides").eventuallyContains("unanswered");
    }
  }

  private static String push(String data) {
    return "{\"records\":[{\"topic\":\"rides\",\"data\":\"%s\"}]}".formatted(data);
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
