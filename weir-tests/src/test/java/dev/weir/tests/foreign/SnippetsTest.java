package dev.weir.tests.foreign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.testkit.WeirExtension;
import dev.weir.tests.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Each program that the console shows is run as it stands there, and Kafka has its message.
@Tag("foreign")
@Timeout(600)
class SnippetsTest {
  /// What a shell, JSON, Python and Java would each take for something else.
  private static final String MESSAGE = "it's \"5 < 6\", $HOME `id` \\n \\u0041 %s 🚲";

  private static final Path FOLDER = folder();

  @RegisterExtension
  static final WeirExtension weir =
      WeirExtension.create()
          .with("listen.unix", FOLDER.resolve("weir.sock").toString())
          .with("listen.unix-acked", FOLDER.resolve("acked.sock").toString());

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"push", "topics", "stream", "rest-v2", "rest-v3"})
  void what_curl_sends_arrives(String id) throws Exception {
    var curl = ForeignProgram.of("sh", "any system has it");
    ForeignProgram.of("curl", "apt-get install curl");

    curl.run("-euc", text(id)).isWell();

    arrived(id);
  }

  @ParameterizedTest
  @CsvSource({"unix, ''", "acked, 'safe: 1'"})
  void what_a_socket_is_given_arrives(String id, String said) throws Exception {
    var python = ForeignProgram.of("python3", "apt-get install python3");

    var ran = python.run("-c", text(id)).isWell();

    assertThat(ran.output().strip()).isEqualTo(said);
    arrived(id);
  }

  @Test
  void what_grpc_sends_arrives() throws Exception {
    var python = PythonGrpc.create().program();

    var ran = python.run("-c", text("grpc")).isWell();

    assertThat(ran.output()).isEqualTo("acknowledged: 1\n");
    arrived("grpc");
  }

  @Test
  void what_kcat_sends_arrives_and_is_read() throws Exception {
    ForeignProgram.of("kcat", "apt-get install kcat");

    var ran = ForeignProgram.of("sh", "any system has it").run("-euc", text("kcat")).isWell();

    assertThat(ran.output().lines()).contains(MESSAGE);
    arrived("kcat");
  }

  @Test
  void what_the_command_sends_arrives_and_is_read() throws Exception {
    weir();
    var shell = ForeignProgram.of("sh", "any system has it").in(folder);

    var ran = shell.run("-euc", text("command")).isWell();

    assertThat(ran.output().lines()).contains(MESSAGE);
    arrived("command");
  }

  /// A `./weir` that runs the command of this build.
  private void weir() throws IOException {
    var program =
        Files.writeString(
            folder.resolve("weir"), "exec %s \"$@\"\n".formatted(java("dev.weir.cli.Main")));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void a_worker_compiles_and_prints_what_was_sent() throws Exception {
    weir.post("/topics/worker/messages", MESSAGE);
    var program = Files.writeString(folder.resolve("Hello.java"), text("worker"));
    var shell = ForeignProgram.of("sh", "any system has it");

    try (var running = shell.start("-c", "exec " + java(program.toString()))) {
      Await.until(
          "it prints or ends",
          Duration.ofMinutes(2),
          () -> !running.process().isAlive() || running.said().contains(MESSAGE));

      assertThat(running.said()).contains(MESSAGE);
    }
  }

  private static String java(String what) {
    return "%s -XX:TieredStopAtLevel=1 -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -cp '%s' %s"
        .formatted(
            Path.of(System.getProperty("java.home"), "bin", "java"),
            System.getProperty("java.class.path"),
            what);
  }

  @Test
  void each_program_is_run_by_a_test() throws Exception {
    var all =
        StreamSupport.stream(snippets("x").spliterator(), false)
            .map(one -> one.path("id").asText());

    assertThat(all)
        .containsExactlyInAnyOrder(
            "push", "topics", "stream", "rest-v2", "rest-v3", "unix", "acked", "grpc", "kcat",
            "command", "worker");
  }

  @Test
  void the_page_that_each_names_is_there() throws Exception {
    assertThat(snippets("x"))
        .allSatisfy(
            one -> assertThat(ForeignProgram.ROOT.resolve(one.path("docs").asText())).exists());
  }

  private static String text(String id) throws IOException {
    return StreamSupport.stream(snippets(id).spliterator(), false)
        .filter(one -> one.path("id").asText().equals(id))
        .findFirst()
        .orElseThrow()
        .path("text")
        .asText();
  }

  /// Each program writes to a topic of its name.
  private static JsonNode snippets(String topic) throws IOException {
    var query = "?topic=%s&message=%s".formatted(topic, URLEncoder.encode(MESSAGE, UTF_8));
    var answer = weir.get("/api/snippets" + query);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new ObjectMapper().readTree(answer.body()).path("snippets");
  }

  private static void arrived(String topic) {
    weir.kafka().topic(topic).eventuallyContainsExactly(MESSAGE);
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("weir-snippets");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
