package dev.weir.cli.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.Ran;
import dev.weir.cli.cluster.PortsFile;
import dev.weir.cli.terminal.ExitCode;
import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.Weir;
import dev.weir.testkit.tls.Authority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Commands and a gateway that speaks TLS and wants to see a certificate.
@Timeout(180)
final class EncryptedGatewayTest {
  private final Authority authority = Authority.create("Test CA");

  @TempDir private Path folder;

  @Test
  void a_command_believes_whom_it_is_told_to_and_shows_who_it_is() throws Exception {
    authority.server().write(folder, "server");
    authority.client("CN=ops").write(folder, "ops");
    var ca = authority.write(folder, "ca").toString();
    var certificate = folder.resolve("ops.crt").toString();
    var key = folder.resolve("ops.key").toString();

    try (var weir = Weir.start(config())) {
      var port = weir.ports().getOrDefault("http", 0);
      var data = Files.createDirectories(folder.resolve("data"));
      PortsFile.write(data.resolve("weir.ports"), Map.of("http", port), Set.of("http"));

      var named =
          Ran.weir(
              "gateway",
              "status",
              "-g",
              "https://localhost:" + port,
              "--ca",
              ca,
              "--cert",
              certificate,
              "--cert-key",
              key);
      var found =
          Ran.Around.in(folder)
              .with(Map.of("WEIR_CA_FILE", ca))
              .weir("gateway", "status", "--cert", certificate, "--cert-key", key);
      var stranger = Ran.weir("gateway", "status", "-g", "https://localhost:" + port);

      assertThat(named.out()).contains("copy\tsends");
      assertThat(found.out()).isEqualTo(named.out());
      assertThat(stranger.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
      assertThat(stranger.err()).contains("There is no trusted connection to", "--ca FILE");
    }
  }

  private WeirConfig config() {
    return WeirConfig.read(
        Sources.of(
            "data=" + folder.resolve("data"),
            "listen.http=127.0.0.1:0",
            "listen.grpc=off",
            "kafka.bootstrap.servers=off",
            "sinks.copy.type=file",
            "sinks.copy.path=" + folder.resolve("copy"),
            "routes.0.topic=*",
            "routes.0.to=copy",
            "tls.certificate=" + folder.resolve("server.crt"),
            "tls.key=" + folder.resolve("server.key"),
            "tls.client-ca=" + folder.resolve("ca.crt"),
            "tls.clients=require"));
  }
}
