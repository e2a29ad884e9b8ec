package dev.weir.gateway.rest.peers;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HereTest {
  private static Here here(Map<String, Integer> ports, String... settings) throws IOException {
    var all = new ArrayList<>(List.of(settings));
    all.add("insecure=true");
    var config = WeirConfig.read(Sources.of(all.toArray(String[]::new)));
    return requireNonNull(Here.find(config, ports));
  }

  @Test
  void a_loopback_address_goes_with_its_place() throws IOException {
    var here = here(Map.of("http", 4711), "listen.http=127.0.0.1:0");

    assertThat(here.home().address()).isEqualTo("127.0.0.1:4711");
    assertThat(here.home().place()).isNotEmpty().isEqualTo(here.place());
    assertThat(here.sees(here.home())).isTrue();
  }

  @Test
  void the_loopback_address_of_another_machine_is_not_seen() throws IOException {
    var here = here(Map.of("http", 4711), "listen.http=127.0.0.1:0");

    assertThat(here.sees(new Home("127.0.0.1:4711", "another/net:[1]"))).isFalse();
    assertThat(here.sees(new Home("10.0.0.1:8082", ""))).isTrue();
  }

  @Test
  void an_address_that_is_set_is_taken_as_it_is() throws IOException {
    var here = here(Map.of("http", 4711), "peers.address=192.0.2.7:80");

    assertThat(here.home()).isEqualTo(new Home("192.0.2.7:80", ""));
  }

  @Test
  void who_listens_on_all_addresses_tells_one_of_them() throws IOException {
    var here = here(Map.of("http", 4711), "listen.http=0.0.0.0:0");

    assertThat(here.home().address()).endsWith(":4711").isNotEqualTo("0.0.0.0:4711");
  }

  @Test
  void a_port_that_others_reach_is_preferred_to_one_that_they_do_not() throws IOException {
    var ports = Map.of("http", 1, "rest", 2);
    var loopback = "listen.http=127.0.0.1:1";

    assertThat(here(ports, loopback, "listen.rest=192.0.2.7:2").home().address())
        .isEqualTo("192.0.2.7:2");
    assertThat(
            here(Map.of("rest", 2), "listen.http=off", "listen.rest=127.0.0.1:2").home().address())
        .isEqualTo("127.0.0.1:2");
    assertThat(here(ports, "listen.http=192.0.2.7:1", "listen.rest=127.0.0.1:2").home().address())
        .isEqualTo("192.0.2.7:1");
  }

  @Test
  void without_an_open_port_there_is_none() throws IOException {
    assertThat(Here.find(WeirConfig.read(Sources.of()), Map.of())).isNull();
  }
}
