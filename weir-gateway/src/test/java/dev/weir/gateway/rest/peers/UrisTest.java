package dev.weir.gateway.rest.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrisTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "/consumers/g/instances/i?timeout=1&max_bytes=2 /consumers/g/instances/i?timeout=1&max_bytes=2",
        "/a%2Fb%c3%BC /a%2Fb%c3%BC",
        "/a|b{c}\"d /a%7Cb%7Bc%7D%22d",
        "/ü€ /%C3%BC%E2%82%AC",
        "/a?q=%zz&r=100% /a?q=%25zz&r=100%25",
        "/a?q=#x /a?q=%23x",
        "/a[1] /a%5B1%5D"
      })
  void what_is_no_address_becomes_one_that_means_the_same(String sent, String legal) {
    assertThat(Uris.legal(sent)).isEqualTo(legal);
    assertThat(URI.create("http://h:1" + legal)).isNotNull();
  }
}
