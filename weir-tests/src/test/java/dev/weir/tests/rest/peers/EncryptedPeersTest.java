package dev.weir.tests.rest.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.BrokerExtension;
import dev.weir.testkit.tls.Authority;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Gateways that speak TLS pass calls on to one another within TLS.
@Tag("S1")
@Timeout(180)
class EncryptedPeersTest {
  @RegisterExtension static final BrokerExtension kafka = BrokerExtension.create();

  @TempDir Path folder;

  @Test
  void a_call_reaches_its_instance_through_another_gateway_also_while_one_has_a_new_certificate()
      throws Exception {
    var authority = Authority.create("Test CA");
    authority.server().write(folder, "server");
    var ca = authority.write(folder, "ca");
    var settings =
        new String[] {
          "tls.certificate=" + folder.resolve("server.crt"),
          "tls.key=" + folder.resolve("server.key"),
          "peers.ca=" + ca
        };

    try (var gateways =
        new Gateways(kafka.bootstrapServers(), folder, authority.trusted(), settings)) {
      assertThat(gateways.call(0, "POST", "/consumers/g", "{\"name\":\"one\"}").statusCode())
          .isEqualTo(200);
      assertThat(subscription(gateways, 1)).isEqualTo(200);

      authority.server().write(folder, "server");
      assertThat(gateways.call(0, "POST", "/admin/reload", "").statusCode()).isEqualTo(200);

      assertThat(subscription(gateways, 1)).isEqualTo(200);
      assertThat(subscription(gateways, 2)).isEqualTo(200);
    }
  }

  private static int subscription(Gateways gateways, int asked) throws Exception {
    return gateways.call(asked, "GET", "/consumers/g/instances/one/subscription", "").statusCode();
  }
}
