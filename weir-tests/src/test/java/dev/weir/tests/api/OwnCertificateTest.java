package dev.weir.tests.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.WeirExtension;
import dev.weir.testkit.tls.Authority;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The certificate of the ports, among what is told of the gateway's health.
@Timeout(180)
class OwnCertificateTest {
  @RegisterExtension
  static final WeirExtension weir =
      WeirExtension.create().withTls(Authority.create("Test CA").until(inSixDays()));

  private static Instant inSixDays() {
    return Instant.now().plus(Duration.ofDays(6)).minusSeconds(3_600);
  }

  @Test
  void that_it_ends_soon_is_told_before_clients_refuse_it() {
    assertThat(weir.get("/api/health").body())
        .contains("The gateway's own certificate ends soon: in 5 days");
    assertThat(weir.get("/api/overview").body())
        .contains("The gateway's own certificate ends soon");
  }
}
