package dev.weir.cli.gateway;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.cluster.PortsFile;
import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Where the commands of a machine find its gateway.
@Timeout(120)
final class RunningGatewayTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"admin, http", "http, https", "off, https"})
  void the_port_for_operators_is_asked_as_it_speaks(String plain, String scheme) throws Exception {
    var config =
        WeirConfig.read(
            Sources.of(
                "data=" + Files.createDirectories(folder.resolve("data")),
                "listen.admin=127.0.0.1:0",
                "tls.certificate=server.crt",
                "tls.key=server.key",
                "tls.plain=" + plain));
    try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var port = listening.getLocalPort();
      PortsFile.write(
          folder.resolve("data/weir.ports"), Map.of("http", 1, "admin", port), Set.of());

      var found = RunningGateway.of(config, folder, null, SSLContext.getDefault());

      assertThat(requireNonNull(found).port().address())
          .isEqualTo("%s://127.0.0.1:%d".formatted(scheme, port));
    }
  }
}
