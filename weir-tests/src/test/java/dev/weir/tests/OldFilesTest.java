package dev.weir.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.Weir;
import dev.weir.testkit.BrokerExtension;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A predecessor's file is served as it is, but for addresses, and its clients reach Kafka.
@Timeout(180)
class OldFilesTest {
  private static final String FREE = "127.0.0.1:0";
  private static final String BUCKETS =
      """
      {
        "streamsConfigs": {
          "main": {
            "type": "kafka",
            "slice": 1.0,
            "settings": { "bootstrap.servers": "kafka-1:9092", "queue.buffering.max.ms": "5" },
            "backup": { "type": "file", "settings": { "path": "/tmp/none-is-written" } }
          }
        },
        "buckets": [ { "id": "abc", "streams": ["main"], "batch": 100, "batchTimeout": 1000 } ]
      }
      """;
  private static final String KPRF =
      """
      kafka:
        brokers: [kafka-1:9092]
        queue_buffering_max_ms: 5
        request_required_acks: 1
      http: { port: 4242, metrics_port: 8088 }
      ratelimit:
        enabled: true
        rules: [ { topic_name: limited, max_requests_per_minute: 1 } ]
      """;
  private static final String AMBASSADOR =
      """
      server:
        http: { listen: ":19092" }
        grpc: { listen: ":19094" }
        monitoring: { listen: ":28080" }
      producer: { wal: { mode: always }, resend: { period: 33s } }
      kafka: { brokers: [kafka-1:9092], acks: all, linger.ms: 5, compression.codec: gzip }
      """;

  @RegisterExtension static final BrokerExtension kafka = BrokerExtension.create();

  @TempDir private Path folder;

  @Test
  void kahegos_buckets_take_its_frames() throws IOException {
    var socket = folder.resolve("k.sock");
    try (var _ = start("buckets.json", BUCKETS, "listen.unix=" + socket)) {
      write(socket, "0b000000" + "03616263" + "03616263" + "010203");

      var record = kafka.topic("abc").records(1).getFirst();
      assertThat(record.value()).containsExactly(1, 2, 3);
      assertThat(record.key()).asString().isEqualTo("abc");
    }
  }

  @Test
  void kprfs_file_takes_its_requests_and_keeps_its_limits() throws IOException {
    try (var weir = start("kprf.yaml", KPRF, "listen.push=" + FREE, "listen.metrics=" + FREE)) {
      assertThat(push(weir, "unlimited")).isEqualTo("{\"status\":\"ok\",\"errors\":[]}");
      assertThat(push(weir, "limited")).isEqualTo("{\"status\":\"ok\",\"errors\":[]}");
      assertThat(push(weir, "limited"))
          .isEqualTo(
              "{\"status\":\"err\",\"errors\":[{\"error\":true,\"message\":\"ratelimit\"}]}");

      kafka.topic("limited").eventuallyContainsExactly("x");
      assertThat(weir.ports()).containsOnlyKeys("push", "metrics");
    }
  }

  @Test
  void the_ambassadors_file_takes_its_requests() throws IOException {
    var ports =
        new String[] {"listen.topics=" + FREE, "listen.grpc=" + FREE, "listen.metrics=" + FREE};
    try (var weir = start("ka.yaml", AMBASSADOR, ports)) {
      try (var http = new RawHttp(port(weir, "topics"))) {
        var answer = http.post("/topics/ambassador/messages", "{}").answer();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
      }

      kafka.topic("ambassador").eventuallyContainsExactly("{}");
      assertThat(weir.ports()).containsOnlyKeys("topics", "grpc", "metrics");
    }
  }

  /// With a folder of its own, and the brokers and addresses of this test.
  private Weir start(String name, String text, String... addresses) throws IOException {
    var file = Files.writeString(folder.resolve(name), text);
    var assignments = new ArrayList<>(List.of(addresses));
    assignments.add("data=" + folder.resolve("data"));
    assignments.add("kafka.bootstrap.servers=" + kafka.bootstrapServers());
    return Weir.start(WeirConfig.read(new Sources(file, Map.of(), assignments)));
  }

  private static String push(Weir weir, String topic) throws IOException {
    try (var http = new RawHttp(port(weir, "push"))) {
      return http.post("/push", waiting(topic)).answer().body();
    }
  }

  private static String waiting(String topic) {
    return "{\"records\":[{\"topic\":\"%s\",\"data\":\"x\"}],\"wait_for_send\":true}"
        .formatted(topic);
  }

  private static void write(Path socket, String hex) throws IOException {
    try (var client = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      client.connect(UnixDomainSocketAddress.of(socket));
      client.write(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
    }
  }

  private static int port(Weir weir, String name) {
    return Objects.requireNonNull(weir.ports().get(name), name);
  }
}
