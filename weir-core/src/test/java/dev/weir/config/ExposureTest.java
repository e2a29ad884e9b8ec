package dev.weir.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.auth.KeyHash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which ports may be where other machines reach them.
final class ExposureTest {
  private static final String KEY = "auth.keys.ci.key=" + KeyHash.of(KeyHash.newKey()).text();

  @ParameterizedTest
  @ValueSource(strings = {"http", "push", "topics", "rest", "metrics", "admin", "grpc"})
  void a_port_that_others_reach_asks_somebody_or_is_not_opened(String port) {
    var where = "listen." + port + "=0.0.0.0:0";

    assertThatThrownBy(() -> read(where))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("listen." + port + ": '0.0.0.0:0' can be reached from other machines")
        .hasMessageContaining("auth.users, auth.keys")
        .hasMessageContaining("127.0.0.1")
        .hasMessageContaining("insecure: true");
    assertThat(exposed(read(where, KEY))).isEmpty();
    assertThat(exposed(read(where, "insecure=true"))).isEqualTo(port);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[::]:0", "192.0.2.1:0", "no-such-host.invalid:0", ":0"})
  void what_is_no_loopback_address_is_anybodys(String address) {
    assertThatThrownBy(() -> read("listen.http=" + address)).isInstanceOf(ConfigException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:0", "[::1]:0", "localhost:0", "127.9.9.9:0", "off"})
  void what_only_this_machine_reaches_is_fine(String address) {
    assertThat(exposed(read("listen.http=" + address))).isEmpty();
  }

  @Test
  void each_port_is_told() {
    assertThatThrownBy(() -> read("listen.http=0.0.0.0:0", "listen.push=0.0.0.0:0"))
        .hasMessageContaining("listen.http")
        .hasMessageContaining("listen.push");
  }

  @Test
  void a_port_that_is_meant_to_be_open_is_opened_but_for_that_of_operators() {
    assertThat(exposed(read("listen.push=0.0.0.0:0", "auth.open=push"))).isEqualTo("push");
    assertThatThrownBy(() -> read("listen.http=0.0.0.0:0", "auth.open=push,grpc"))
        .hasMessageContaining("listen.http");
    assertThatThrownBy(() -> read("auth.open=admin")).hasMessageContaining("there are http, push");
  }

  @Test
  void ports_that_are_open_are_one_caution() {
    var open = read("listen.push=0.0.0.0:81", "listen.http=0.0.0.0:80", "insecure=true");

    assertThat(Cautions.of(open))
        .singleElement()
        .asString()
        .contains("http (0.0.0.0:80), push (0.0.0.0:81)", "nobody is asked");
    assertThat(Cautions.of(read("listen.push=0.0.0.0:81", KEY))).isEmpty();
  }

  private static WeirConfig read(String... settings) {
    return WeirConfig.read(Sources.of(settings));
  }

  private static String exposed(WeirConfig config) {
    return String.join(",", new Exposure(config.listen(), config.auth()).ports().keySet());
  }
}
