package dev.weir.cli.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.WeirProcess;
import dev.weir.cli.cluster.PortsFile;
import dev.weir.cli.terminal.ExitCode;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(180)
final class UpCommandTest {
  private static final String[] ANYWHERE = {
    "--set", "listen.http=127.0.0.1:0", "--set", "listen.grpc=127.0.0.1:0", "--set", "broker.port=0"
  };
  private static final String LAST_LINE = "Ctrl-C";

  /// Of the one that runs for all tests that leave it as it is.
  @TempDir private static Path home;

  private static WeirProcess up;
  private static String banner;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws IOException {
    up = WeirProcess.start(home, command("up"));
    banner = up.outUpTo(LAST_LINE);
  }

  @AfterAll
  static void stop() {
    up.close();
  }

  @Test
  void a_newcomer_is_told_where_it_listens_and_what_to_try() {
    var ports = PortsFile.read(home.resolve("data/weir.ports"));

    assertThat(banner)
        .startsWith("Weir is ready.\n")
        .contains("http://127.0.0.1:%d/push".formatted(ports.get("http")))
        .contains("console http://127.0.0.1:%d/console/\n".formatted(ports.get("http")))
        .contains("127.0.0.1:%d\n".formatted(ports.get("broker")))
        .contains("./weir consume hello")
        .contains(home.resolve("data").toString());
  }

  @Test
  void what_was_pushed_is_read_back_by_a_command_in_the_same_folder() throws Exception {
    push(PortsFile.read(home.resolve("data/weir.ports")).getOrDefault("http", 0));

    try (var consume = WeirProcess.start(home, "consume", "hello", "--timeout=30s")) {
      assertThat(consume.out()).isEqualTo("world\n");
      assertThat(consume.exitCode()).isZero();
      assertThat(consume.err()).isEmpty();
    }
  }

  @Test
  void weir_alone_tells_where_its_console_is() throws Exception {
    var http = PortsFile.read(home.resolve("data/weir.ports")).get("http");

    try (var alone = WeirProcess.start(home)) {
      assertThat(alone.out()).endsWith("runs here: http://127.0.0.1:%d/console/\n".formatted(http));
      assertThat(alone.exitCode()).isZero();
    }
  }

  @Test
  void a_second_one_on_the_same_data_is_told_of_the_first() throws Exception {
    try (var second = WeirProcess.start(home, command("up"))) {
      assertThat(second.exitCode()).isEqualTo(ExitCode.FAILED);
      assertThat(second.err()).contains("data is in use").contains("--set data=DIRECTORY");
      assertThat(second.out()).isEmpty();
    }
  }

  @Test
  void ctrl_c_stops_it_in_order_and_without_a_warning() throws Exception {
    try (var stopped = WeirProcess.start(folder, command("up"))) {
      stopped.outUpTo(LAST_LINE);

      stopped.signal("INT");

      assertThat(stopped.exitCode()).isEqualTo(130);
      assertThat(stopped.err()).isEmpty();
      assertThat(folder.resolve("data/weir.ports")).doesNotExist();
      assertThat(folder.resolve("data/kafka/.kafka_cleanshutdown")).exists();
    }
  }

  /// The files are of a start's beginning, in the order in which they appear.
  @ParameterizedTest
  @CsvSource({
    "up, weir.lock, 143",
    "up, kafka/meta.properties, 143",
    "up, kafka/bootstrap.checkpoint, 143",
    "serve, weir.lock, 0",
    "serve, kafka/meta.properties, 0"
  })
  void a_stop_amid_the_start_is_a_stop_like_any_other(String name, String file, int exitCode)
      throws Exception {
    var data = folder.resolve("data");
    try (var stopped = WeirProcess.start(folder, command(name))) {
      stopped.until(data.resolve(file));

      stopped.signal("TERM");

      assertThat(stopped.exitCode()).isEqualTo(exitCode);
      assertThat(stopped.err()).isEmpty();
      assertThat(data.resolve("weir.ports")).doesNotExist();
    }
  }

  @Test
  void an_ephemeral_one_leaves_nothing_behind() throws Exception {
    try (var up = WeirProcess.start(folder, command("up", "--ephemeral"))) {
      var said = up.outUpTo(LAST_LINE);
      var data = Path.of(said.replaceFirst("(?s).*\n  data +(\\S+)\n.*", "$1"));
      assertThat(data.resolve("weir.ports")).exists();

      up.signal("TERM");

      assertThat(up.exitCode()).isEqualTo(143);
      assertThat(data).doesNotExist();
      assertThat(folder.resolve("data")).doesNotExist();
      assertThat(up.err()).isEmpty();
    }
  }

  @Test
  void a_port_in_use_is_named_and_what_had_started_is_stopped() throws Exception {
    try (var taken = new ServerSocket(0);
        var failed = WeirProcess.start(folder, command("up", http(taken)))) {
      assertThat(failed.exitCode()).isEqualTo(ExitCode.FAILED);
      assertThat(failed.err()).contains(Integer.toString(taken.getLocalPort())).contains("in use");
      assertThat(folder.resolve("data/kafka/.kafka_cleanshutdown")).exists();
    }
  }

  @Test
  void what_a_build_is_warmed_up_with_works() throws Exception {
    try (var warmUp = WeirProcess.start(folder, "warm-up")) {
      assertThat(warmUp.out()).contains("listen.http");
      assertThat(warmUp.exitCode()).isZero();
      assertThat(warmUp.err()).isEmpty();
      assertThat(Files.exists(folder.resolve("data"))).isFalse();
    }
  }

  private static String[] command(String name, String... more) {
    return Stream.of(Stream.of(name), Stream.of(ANYWHERE), Stream.of(more))
        .flatMap(words -> words)
        .toArray(String[]::new);
  }

  private static String[] http(ServerSocket taken) {
    var everywhere = "listen.http=0.0.0.0:" + taken.getLocalPort();
    return new String[] {"--set", everywhere, "--set", "insecure=true"};
  }

  private static void push(int port) throws IOException, InterruptedException {
    var body = "{\"records\":[{\"topic\":\"hello\",\"data\":\"world\"}],\"wait_for_send\":true}";
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/push"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (var client = HttpClient.newHttpClient()) {
      assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }
  }
}
