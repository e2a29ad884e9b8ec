package dev.weir.cli.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.Ran;
import dev.weir.cli.WeirProcess;
import dev.weir.cli.cluster.PortsFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `weir wal` beside a gateway that runs.
@Timeout(180)
final class LiveWalTest {
  @TempDir private Path folder;

  @Test
  void dead_letters_are_seen_sent_again_and_dropped_while_the_gateway_runs() throws Exception {
    settings("kafka.max.request.size: 1000");
    try (var serve = WeirProcess.start(folder, "serve")) {
      serve.outUpTo("  data");
      push("first".repeat(400));
      push("second".repeat(400));
      await(() -> wal("list").out().contains("\t2\tok"));
      assertThat(wal("inspect", "--dead").out()).contains("too_large");
      assertThat(wal("verify").exitCode()).isZero();
      assertThat(wal("export", "--dead", "-").out()).contains("first", "second");

      settings("kafka.max.request.size: 1000000");
      serve.signal("HUP");
      await(() -> told(serve, "made anew: kafka"));
      var requeued = wal("requeue", "--dead", "--sequence", "0");

      assertThat(requeued).isEqualTo(new Ran(0, "", "1 dead letters are sent again.\n"));
      await(() -> consumed().contains("first"));
      await(() -> wal("list").out().contains("\t1\tok"));
      assertThat(wal("drop", "--dead", "--all", "--yes").exitCode()).isZero();
      await(() -> wal("list").out().contains("\t0\tok"));
      assertThat(consumed()).doesNotContain("second");

      Ran.Around.in(folder).weir("gateway", "breaker", "trip", "kafka");
      push("third");
      assertThat(wal("drain", "--timeout", "300ms").err())
          .contains("1 messages still wait for sink 'kafka'");
      Ran.Around.in(folder).weir("gateway", "breaker", "reset", "kafka");
      assertThat(wal("drain").err()).contains("Nothing waits for sink 'kafka' (after");
      assertThat(consumed()).contains("third");
    }
  }

  private void settings(String more) throws IOException {
    Files.writeString(
        folder.resolve("weir.yaml"),
        "listen: {http: '127.0.0.1:0', grpc: 'off'}\nbroker: {port: 0}\nacks: {push: memory}\n"
            + more);
  }

  /// With settings of its own, as from another folder.
  private Ran wal(String... command) {
    var line = new String[command.length + 3];
    line[0] = "wal";
    System.arraycopy(command, 0, line, 1, command.length);
    line[command.length + 1] = "--set";
    line[command.length + 2] = "data=" + folder.resolve("data");
    return Ran.weir(line);
  }

  private String consumed() {
    return Ran.weir(
            "consume", "letters", "-b", "127.0.0.1:" + port(PortsFile.BROKER), "--timeout=30s")
        .out();
  }

  private void push(String data) throws IOException, InterruptedException {
    var body = "{\"records\":[{\"topic\":\"letters\",\"data\":\"%s\"}]}".formatted(data);
    var uri = URI.create("http://127.0.0.1:" + port("http") + "/push");
    var request = HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(body)).build();
    try (var client = HttpClient.newHttpClient()) {
      assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }
  }

  private int port(String name) {
    return PortsFile.read(folder.resolve("data/weir.ports")).getOrDefault(name, 0);
  }

  private static boolean told(WeirProcess serve, String text) {
    try {
      return serve.err().contains(text);
    } catch (IOException e) {
      return false;
    }
  }

  private static void await(BooleanSupplier condition) {
    var deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - deadlineNanos).as("it happens in time").isNegative();
      LockSupport.parkNanos(20_000_000);
    }
  }
}
