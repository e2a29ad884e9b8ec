package dev.weir.gateway.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// By what addresses are counted.
class NetworkTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "::ffff:192.0.2.1, 192.0.2.1",
    "0:0:0:0:0:ffff:c000:201, 192.0.2.1",
    "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::/64",
    "2001:db8:1:2::7, 2001:db8:1:2::/64",
    "2001:DB8:1:2::7, 2001:db8:1:2::/64",
    "2001:db8::7, 2001:db8:0:0::/64",
    "2001:db8:1:3::7, 2001:db8:1:3::/64",
    "fd00:0:0:1::7, fd00:0:0:1::/64",
    "fe80::1, fe80:0:0:0:0:0:0:1",
    "fe80::1%nowhere, fe80::1%nowhere",
    "::1, 0:0:0:0:0:0:0:1",
  })
  void one_of_ipv6_is_its_network_and_one_of_ipv4_itself(String address, String counted) {
    assertThat(Network.of(address)).isEqualTo(counted);
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1:4711, 192.0.2.1",
    "[2001:db8:1:2::7]:4711, 2001:db8:1:2::/64",
    "[2001:db8:1:2::7], 2001:db8:1:2::/64",
  })
  void a_port_does_not_count(String address, String counted) {
    assertThat(Network.of(address)).isEqualTo(counted);
  }

  @ParameterizedTest
  @CsvSource({"unknown", "_hidden", "a:b:c", "::::", "["})
  void what_is_no_address_stands_for_itself(String text) {
    assertThat(Network.of(text)).isEqualTo(text);
  }
}
