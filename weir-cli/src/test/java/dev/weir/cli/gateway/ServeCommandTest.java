package dev.weir.cli.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.Ran;
import dev.weir.cli.WeirProcess;
import dev.weir.cli.cluster.PortsFile;
import dev.weir.cli.terminal.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
final class ServeCommandTest {
  @TempDir private Path folder;

  @Test
  void every_problem_of_the_configuration_is_reported_and_nothing_is_started() throws Exception {
    Files.writeString(
        folder.resolve("weir.yaml"), "limits:\n  message-bytes: soon\n  memry: 1MB\n");

    try (var serve = WeirProcess.start(folder, "serve")) {
      assertThat(serve.exitCode()).isEqualTo(ExitCode.USAGE);
      assertThat(serve.err())
          .contains("2 problems")
          .contains("weir.yaml line 2: limits.message-bytes: 'soon'")
          .contains("did you mean 'limits.memory'?")
          .doesNotContain("at dev.weir");
      assertThat(serve.out()).isEmpty();
      assertThat(folder.resolve("data")).doesNotExist();
    }
  }

  @Test
  void a_service_manager_sees_a_clean_end_and_private_files() throws Exception {
    Files.writeString(
        folder.resolve("weir.yaml"),
        "data: state\nlisten: {http: '127.0.0.1:0', grpc: '127.0.0.1:0'}\nbroker: {port: 0}\n");
    try (var serve = WeirProcess.start(folder, "serve")) {
      var banner = serve.outUpTo("  data");
      var state = folder.resolve("state");
      var mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(state));
      var ports = PortsFile.read(state.resolve("weir.ports"));

      serve.signal("TERM");

      assertThat(serve.exitCode()).isZero();
      assertThat(serve.err()).isEmpty();
      assertThat(mode).isEqualTo("rwxr-x---");
      assertThat(ports).containsKeys("http", "broker");
      ports.forEach((_, port) -> assertThat(banner).contains(":" + port + "\n"));
      assertThat(state.resolve("weir.ports")).doesNotExist();
    }
  }

  @Test
  void check_says_that_a_configuration_is_valid() {
    var checked = Ran.weir("serve", "--check", "--set", "listen.http=off");

    assertThat(checked).isEqualTo(new Ran(0, "", "The configuration is valid.\n"));
  }

  @Test
  void check_finds_what_is_wrong() {
    var checked = Ran.weir("serve", "--check", "--set", "broker.port=high");

    assertThat(checked.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(checked.err()).contains("broker.port: 'high'");
  }

  @Test
  void a_file_that_was_named_must_exist() {
    var checked = Ran.weir("serve", "--check", folder.resolve("other.yaml").toString());

    assertThat(checked.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(checked.err()).contains("there is no such file").contains("other.yaml");
  }

  @Test
  void an_unusable_data_directory_is_an_error_with_a_way_out() throws Exception {
    var file = Files.createFile(folder.resolve("file"));

    var served = Ran.weir("broker", "--data", file.resolve("data").toString());

    assertThat(served.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(served.err()).contains("cannot be used").contains("--set data=");
  }
}
