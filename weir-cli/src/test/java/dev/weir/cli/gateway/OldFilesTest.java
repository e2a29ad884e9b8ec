package dev.weir.cli.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.Ran;
import dev.weir.cli.WeirProcess;
import dev.weir.cli.terminal.ExitCode;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The predecessors' files, where Weir's own would stand.
@Timeout(180)
final class OldFilesTest {
  private static final String KPRF =
      """
      kafka: { brokers: [kafka-1:9092], queue_buffering_max_ms: 20, user: u, password: hidden }
      http: { port: 4343 }
      """;
  private static final String BUCKETS =
      """
      { "streamsConfigs": {
          "f": { "type": "file", "slice": 1, "settings": { "path": "out" } } },
        "buckets": [ { "id": "requests", "streams": ["f"], "batch": 1 } ] }
      """;

  @TempDir private Path folder;

  @Test
  void import_prints_a_file_that_serve_takes_and_talks_on_stderr() throws IOException {
    var old = Files.writeString(folder.resolve("kprf.yaml"), KPRF);

    var imported = Ran.weir("config", "import", old.toString());

    assertThat(imported.exitCode()).isZero();
    assertThat(imported.out()).startsWith("# The settings of kprf.\n").contains("linger.ms: 20");
    assertThat(imported.err()).contains("kafka.user has no effect").doesNotContain("hidden");
    var printed = Files.writeString(folder.resolve("weir.yaml"), imported.out());
    assertThat(Ran.weir("serve", "--check", printed.toString()).exitCode()).isZero();
  }

  @Test
  void there_is_nothing_to_import_of_weirs_own() throws IOException {
    var own = Files.writeString(folder.resolve("weir.yaml"), "listen: {}");

    var imported = Ran.weir("config", "import", own.toString());

    assertThat(imported.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(imported.err()).contains("it is a file of Weir's own already");
  }

  @Test
  void what_cannot_be_used_is_reported_as_for_any_file() throws IOException {
    var old = Files.writeString(folder.resolve("kprf.yaml"), KPRF.replace("4343", "high"));

    var imported = Ran.weir("config", "import", old.toString());

    assertThat(imported.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(imported.err()).contains("kprf.yaml line 2: listen.push: '0.0.0.0:high'");
    assertThat(imported.out()).isEmpty();
  }

  @Test
  void show_tells_the_line_of_the_old_file() throws IOException {
    var old = Files.writeString(folder.resolve("kprf.yaml"), KPRF);

    var shown = Ran.weir("config", "show", old.toString());

    assertThat(shown.out()).containsPattern("kafka.linger.ms +20 +kprf.yaml line 1");
    assertThat(Ran.weir("serve", "--check", old.toString()).err())
        .contains("The configuration is valid.");
  }

  @Test
  void serve_takes_kahegos_file_and_clients_and_writes_its_files() throws Exception {
    Files.writeString(folder.resolve("buckets.json"), BUCKETS);
    Files.writeString(folder.resolve(".env.dev.local"), "SOCKET=k.sock\nMAXCPUS=2\n");

    try (var serve = WeirProcess.start(folder, "serve", "buckets.json")) {
      serve.outUpTo("  data");
      write(frame("requests", "hi"));
      serve.until(folder.resolve("out/requests")).signal("TERM");

      assertThat(serve.exitCode()).isZero();
      assertThat(serve.err()).contains("MAXCPUS has no equal");
      assertThat(folder.resolve("out/requests")).hasBinaryContent(frame("requests", "hi"));
    }
  }

  private void write(byte[] bytes) throws IOException {
    var address = UnixDomainSocketAddress.of(folder.resolve("k.sock"));
    try (var client = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      client.connect(address);
      client.write(ByteBuffer.wrap(bytes));
    }
  }

  private static byte[] frame(String bucket, String message) {
    var payload = "%c%s\0%s".formatted(bucket.length(), bucket, message);
    return "%c\0\0\0%s".formatted(payload.length(), payload).getBytes(StandardCharsets.ISO_8859_1);
  }
}
