package dev.weir.cli.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.WeirProcess;
import dev.weir.cli.cluster.PortsFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
final class ReloadSignalTest {
  private static final String LISTEN =
      "listen: {http: '127.0.0.1:0', grpc: 'off'}\nbroker: {port: 0}\n";

  @TempDir private Path folder;

  @Test
  void sighup_puts_the_file_in_force_and_never_ends_the_process() throws Exception {
    settings("limits: {message-bytes: 1KB}\n");
    try (var serve = WeirProcess.start(folder, "serve")) {
      serve.outUpTo("  data");
      assertThat(push("x".repeat(2_000))).isFalse();

      settings("limits: {message-bytes: 1MB}\ndata: elsewhere\n");
      serve.signal("HUP");
      untilTold(serve, "The settings were read again");

      assertThat(serve.err())
          .contains("in force now: limits.message-bytes")
          .contains("from the next start on: data");
      assertThat(push("x".repeat(2_000))).isTrue();
      assertThat(serve.signal("TERM").exitCode()).isZero();
    }
  }

  @Test
  void a_bad_file_changes_nothing_and_every_problem_is_told() throws Exception {
    settings("limits: {message-bytes: 1KB}\n");
    try (var serve = WeirProcess.start(folder, "serve")) {
      serve.outUpTo("  data");

      settings("limits: {message-bytes: soon, memry: 1MB}\n");
      serve.signal("HUP");
      untilTold(serve, "nothing was changed");

      assertThat(serve.err())
          .contains("weir.yaml line 3: limits.message-bytes: 'soon'")
          .contains("did you mean 'limits.memory'?");
      assertThat(push("x".repeat(2_000))).isFalse();
      assertThat(push("x")).isTrue();
    }
  }

  @Test
  void sighup_amid_the_start_ends_nothing() throws Exception {
    settings("");
    try (var serve = WeirProcess.start(folder, "serve")) {
      serve.until(folder.resolve("data/weir.lock")).signal("HUP");
      serve.outUpTo("  data");

      untilTold(serve, "nothing has changed");

      assertThat(serve.signal("TERM").exitCode()).isZero();
    }
  }

  private void settings(String more) throws IOException {
    Files.writeString(folder.resolve("weir.yaml"), LISTEN + more);
  }

  private static void untilTold(WeirProcess serve, String text) throws IOException {
    var deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!serve.err().contains(text) && System.nanoTime() - deadlineNanos < 0) {
      LockSupport.parkNanos(10_000_000);
    }
    assertThat(serve.err()).contains(text);
  }

  /// Whether it was taken in.
  private boolean push(String data) throws IOException, InterruptedException {
    var port = PortsFile.read(folder.resolve("data/weir.ports")).getOrDefault("http", 0);
    var body =
        "{\"records\":[{\"topic\":\"t\",\"data\":\"%s\"}],\"wait_for_send\":true}".formatted(data);
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/push"))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString()).body().contains("\"ok\"");
    }
  }
}
