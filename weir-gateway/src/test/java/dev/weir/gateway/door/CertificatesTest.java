package dev.weir.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Role;
import dev.weir.config.Address;
import dev.weir.config.AuthConfig;
import dev.weir.config.Rights;
import dev.weir.config.Subject;
import dev.weir.delivery.Budget;
import dev.weir.gateway.Asked;
import dev.weir.gateway.HandClock;
import dev.weir.metrics.Metrics;
import dev.weir.tls.Identity;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Who has shown a certificate is known by it until it ends.
@Tag("S2")
final class CertificatesTest {
  private static final X509Certificate SHOP =
      Identity.chain(
              """
              -----BEGIN CERTIFICATE-----
              MIIBczCCARmgAwIBAgIUDAQV9wmrD7RMbWGsSKu0omLZE4kwCgYIKoZIzj0EAwIw
              DzENMAsGA1UEAwwEc2hvcDAeFw0yNjExMjIxMDEzNTRaFw0zNjExMTkxMDEzNTRa
              MA8xDTALBgNVBAMMBHNob3AwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATt3Tkj
              s1RtvFLb2UnL5yPbH6yZp7t+rr84T85Hc7+nF0kbmV8ax+vbYLSL5sSaGbYN07EP
              5dALddyeMF5pd2+9o1MwUTAdBgNVHQ4EFgQUtF9emr7S3CKwzXRMNU8GXx0jB58w
              HwYDVR0jBBgwFoAUtF9emr7S3CKwzXRMNU8GXx0jB58wDwYDVR0TAQH/BAUwAwEB
              /zAKBggqhkjOPQQDAgNIADBFAiEA1FYnQesx3rOs6qddJRepD3+XLH1Oi71Cdrca
              YORHZ+oCIATifRA9zWNs/UM2u1dxbucdGLL4W9A0kj3mlFOfMVoX
              -----END CERTIFICATE-----
              """)
          .getFirst();
  private static final Rights PRODUCE = new Rights(Set.of(Role.PRODUCE), List.of("*"));
  private static final AuthConfig SETTINGS =
      new AuthConfig(
          Map.of(),
          Map.of(),
          null,
          Map.of("shop", new AuthConfig.Certificate(Subject.commonName("shop"), PRODUCE)),
          Set.of(),
          Duration.ofHours(12));

  /// A request on a connection that has shown it.
  private static final Asked SHOWN = Asked.post("/push").showing(SHOP);

  private final HandClock clock = new HandClock();
  private AuthConfig settings = SETTINGS;
  private final Door door =
      new Door(
          new Address.Tcp("0.0.0.0", 8082),
          () -> settings,
          new Budget(1 << 20),
          new Metrics(),
          clock);

  @Test
  void a_stream_ends_with_the_certificate_that_it_began_with() {
    var visitor = visitor();
    assertThat(door.stillIn(visitor)).isTrue();

    clock.advance(Duration.ofMillis(SHOP.getNotAfter().toInstant().toEpochMilli() + 1));

    assertThat(door.stillIn(visitor)).isFalse();
    assertThat(door.judge(SHOWN)).isInstanceOf(Verdict.Out.class);
  }

  @Test
  void a_stream_ends_when_its_certificate_is_not_set_up_any_more() {
    var visitor = visitor();

    settings = new AuthConfig(Map.of(), Map.of(), Set.of(), Duration.ofHours(12));

    assertThat(door.stillIn(visitor)).isFalse();
  }

  private Visitor visitor() {
    if (door.judge(SHOWN) instanceof Verdict.In(var visitor)) return visitor;
    throw new AssertionError("the certificate is not known");
  }
}
