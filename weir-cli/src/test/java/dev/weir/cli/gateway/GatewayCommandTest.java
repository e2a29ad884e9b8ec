package dev.weir.cli.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.Ran;
import dev.weir.cli.cluster.PortsFile;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.Weir;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `weir gateway` beside a gateway whose only sink is a folder.
@Timeout(180)
final class GatewayCommandTest {
  @TempDir private static Path folder;
  private static Weir weir;

  @BeforeAll
  static void start() throws IOException {
    settings("acks: { push: journal }");
    weir = Weir.start(config(), GatewayCommandTest::config);
    var data = Files.createDirectories(folder.resolve("data"));
    PortsFile.write(data.resolve("weir.ports"), Map.of("http", port()));
  }

  @AfterAll
  static void stop() {
    weir.close();
  }

  @AfterEach
  void asBefore() throws IOException {
    settings("acks: { push: journal }");
    weir.reload();
  }

  @Test
  void status_tells_how_each_sink_is_doing_wherever_the_gateway_is_found() {
    var here = gateway("status");
    var named = Ran.weir("gateway", "status", "-g", "127.0.0.1:" + port(), "-o", "json");

    assertThat(here.out())
        .isEqualTo(
            """
            SINK\tSTATE\tHELD\tWAITING\tLOG\tTOPICS-AWAY\tTROUBLE
            copy\tsends\t-\t0\t0 B\t0\t-
            """);
    assertThat(named.out())
        .startsWith("[{\"sink\":\"copy\",\"breaker\":\"closed\",\"held\":false,\"waiting\":0,");
    assertThat(named.exitCode()).isZero();
  }

  @Test
  void a_sink_is_tripped_and_reset() {
    assertThat(gateway("breaker", "trip", "copy").out()).contains("copy\ttripped\tyes\t0\t");
    assertThat(gateway("status").out()).contains("copy\ttripped\t");
    assertThat(gateway("breaker", "reset", "copy").out()).contains("copy\tsends\t-\t");
    assertThat(gateway("status").out()).contains("copy\tsends\t");

    var unknown = gateway("breaker", "trip", "kafka");

    assertThat(unknown.exitCode()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(unknown.err()).contains("There is no sink 'kafka'; there are copy");
    assertThat(gateway("breaker", "trap", "copy").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void a_recording_is_made_and_fetched() {
    var file = folder.resolve("fetched.jfr");

    var made = gateway("profile", "--seconds", "1", "--settings", "default", file.toString());

    assertThat(made.err()).contains("Recording for 1 s", file + " has ");
    assertThat(made.exitCode()).isZero();
    assertThat(file).isNotEmptyFile();
    var again = gateway("profile", file.toString());
    assertThat(again.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(again.err()).contains("might be needed");
    var tooLong = gateway("profile", "--seconds", "601", folder.resolve("other.jfr").toString());
    assertThat(tooLong.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(tooLong.err()).contains("seconds is 601, and may be from 1 to 600");
  }

  @Test
  void reload_tells_what_counts_when() throws IOException {
    assertThat(gateway("reload")).isEqualTo(new Ran(0, "", "Nothing has changed.\n"));
    settings("acks: { push: memory }", "access-log: a.log");

    assertThat(gateway("reload").out())
        .isEqualTo("acks.push: counts now\naccess-log: counts from the next start on\n");
    assertThat(gateway("swap-producer", "copy", "-o", "json").out())
        .isEqualTo("{\"changed\":[],\"restart\":[\"access-log\"],\"swapped\":[\"copy\"]}\n");
    settings("breaker: { fails: no, fial: 1 }");
    var wrong = gateway("reload");
    assertThat(wrong.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(wrong.err()).contains("breaker.fails: 'no'", "breaker.fial: unknown key");
    assertThat(gateway("swap-producer", "none").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void limits_and_routes_are_listed() {
    assertThat(gateway("limits").out())
        .startsWith("LIMIT\tUSED\tOF\t%\nmemory\t0 B\t")
        .contains("\nin-flight\t0\t100000\t0.0\n")
        .contains("\nlog copy\t0 B\t10.0 GiB\t0.0\n")
        .contains("\nclient-rate\t-\t600/m\t-\n");
    assertThat(gateway("routes").out())
        .isEqualTo(
            """
            TOPIC\tTO\tSLICES\tWAL\tACKS\tRATE\tRATE-BYTES
            rides\tcopy\tcopy=0.5\tfallback\t-\t5000/s\t-
            *\tnowhere\t-\tfallback\t-\t-\t-
            """);
    assertThat(gateway("routes", "-o", "jsonl").out())
        .contains("\"slices\":{\"copy\":0.5},", "\"rate\":{\"amount\":5000,\"seconds\":1}");
  }

  @Test
  void a_file_is_compared_with_what_is_in_force() throws IOException {
    settings("acks: { push: memory }");

    var differing = Ran.Around.in(folder).weir("config", "diff", "weir.yaml", "--running");

    assertThat(differing.out()).contains("KEY\trunning\tweir.yaml\nacks.push\tjournal\tmemory\n");
  }

  @Test
  void where_no_gateway_answers_that_is_told() {
    var nobody = Ran.weir("gateway", "status", "-g", "http://127.0.0.1:1");
    var nowhere = Ran.weir("gateway", "status", "-g", "http:///x");

    assertThat(nobody.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(nobody.err()).contains("No gateway answers at http://127.0.0.1:1");
    assertThat(nowhere.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(Ran.weir("gateway").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  private Ran gateway(String... command) {
    var line = Stream.concat(Stream.of("gateway"), Stream.of(command)).toArray(String[]::new);
    return Ran.Around.in(folder).weir(line);
  }

  private static int port() {
    return weir.ports().getOrDefault("http", 0);
  }

  private static WeirConfig config() {
    var place =
        List.of("data=" + folder.resolve("data"), "sinks.copy.path=" + folder.resolve("copy"));
    return WeirConfig.read(new Sources(folder.resolve("weir.yaml"), Map.of(), place));
  }

  private static void settings(String... more) throws IOException {
    Files.writeString(
        folder.resolve("weir.yaml"),
        """
        listen: { http: '127.0.0.1:0', grpc: off }
        kafka: { bootstrap.servers: off }
        sinks: { copy: { type: file, path: copy } }
        limits: { client-rate: 600/m }
        routes:
          - { topic: rides, to: copy, slice: { copy: 0.5 }, rate: 5000/s }
        """
            + String.join("\n", more));
  }
}
