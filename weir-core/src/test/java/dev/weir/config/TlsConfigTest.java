package dev.weir.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.config.TlsConfig.Clients;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TlsConfigTest {
  @Test
  void without_a_certificate_nothing_is_encrypted() {
    var tls = Configured.set().read().tls();

    assertThat(tls.on()).isFalse();
    assertThat(tls.scheme("http")).isEqualTo("http");
    assertThat(tls).isEqualTo(new TlsConfig(null, null, null, "", null, Clients.NONE, Set.of()));
  }

  @Test
  void with_one_every_port_is_but_those_that_stay_plain() {
    var tls =
        Configured.set(
                "tls.certificate=a.crt",
                "tls.key=a.key",
                "tls.client-ca=ca.crt",
                "tls.clients=want",
                "tls.plain=metrics, push")
            .read()
            .tls();

    assertThat(tls.clients()).isEqualTo(Clients.WANT);
    assertThat(tls.clientCa()).isEqualTo(Path.of("ca.crt"));
    assertThat(tls.encrypts("http")).isTrue();
    assertThat(tls.encrypts("grpc")).isTrue();
    assertThat(tls.encrypts("push")).isFalse();
    assertThat(tls.scheme("metrics")).isEqualTo("http");
  }

  @Test
  void a_key_store_is_the_other_way_and_its_password_is_shown_to_nobody() {
    var variables = Map.of("WEIR_TLS_KEYSTORE_PASSWORD", "canary");

    var config = new Configured(null, variables, List.of("tls.keystore=a.p12")).read();

    assertThat(config.tls().password()).isEqualTo("canary");
    assertThat(config.tls().on()).isTrue();
    assertThat(config.toString()).doesNotContain("canary");
  }

  @Test
  void the_key_has_a_password_of_its_own() {
    var tls =
        Configured.set("tls.certificate=a.crt", "tls.key=a.key", "tls.key-password=canary")
            .read()
            .tls();

    assertThat(tls.password()).isEqualTo("canary");
    assertThat(tls.toString()).doesNotContain("canary");
  }

  @ParameterizedTest
  @CsvSource({
    "tls.certificate=a.crt,set tls.key too",
    "tls.key=a.key,set tls.certificate too",
    "tls.certificate=a.crt tls.key=a.key tls.keystore=a.p12,set one of the two ways",
    "tls.keystore=a.p12 tls.clients=require,set tls.client-ca",
    "tls.client-ca=ca.crt tls.clients=require,set tls.certificate and tls.key",
    "tls.keystore=a.p12 tls.client-ca=ca.crt,set that to want or require",
    "tls.plain=https,is not a list of http"
  })
  void what_does_not_go_together_is_told(String settings, String said) {
    assertThatThrownBy(() -> Configured.set(settings.split(" ", -1)).read())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(said);
  }

  @Test
  void who_signs_for_other_gateways_is_in_a_file() {
    assertThat(Configured.set("peers.ca=ca.crt").read().peers().ca()).isEqualTo(Path.of("ca.crt"));
  }
}
