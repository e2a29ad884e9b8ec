package dev.weir.cli.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class FreePortsTest {
  @Test
  void a_usual_port_that_is_taken_is_moved_and_told() throws IOException {
    try (var _ = take(18282)) {
      var said = new ArrayList<String>();

      var assignments = new FreePorts(WeirConfig.read(Sources.of())).assignments(said::add);

      assertThat(assignments).anyMatch(one -> one.matches("listen.grpc=127.0.0.1:182(8[3-9]|9.)"));
      assertThat(said)
          .anyMatch(line -> line.startsWith("Port 18282 is taken; listen.grpc is 127."));
    }
  }

  @Test
  void what_somebody_asked_for_is_left_as_it_is() throws IOException {
    try (var taken = take(0)) {
      var port = taken.getLocalPort();
      var config =
          WeirConfig.read(
              Sources.of(
                  "listen.http=127.0.0.1:" + port,
                  "listen.grpc=127.0.0.1:" + port,
                  "broker.port=" + port));

      assertThat(new FreePorts(config).assignments(_ -> {})).isEqualTo(List.of());
    }
  }

  /// Where somebody else has it, that serves as well.
  private static ServerSocket take(int port) throws IOException {
    try {
      return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    } catch (java.net.BindException e) {
      return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }
  }
}
