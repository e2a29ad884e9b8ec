package dev.weir.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.config.RestConfig;
import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.Asked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the addresses in answers begin with.
final class FrontTest {
  private static final String PATH = "/consumers/g";
  private static final String HOST = "Host";
  private static final String FORWARDED = "Forwarded";
  private static final String FORWARDED_HOST = "X-Forwarded-Host";
  private static final String FORWARDED_PROTO = "X-Forwarded-Proto";
  private static final String FORWARDED_PATH = "X-Forwarded-Path";
  private static final String FORWARDED_PREFIX = "X-Forwarded-Prefix";

  @ParameterizedTest
  @ValueSource(strings = {"localhost:8082", "weir", "10.0.0.7:80", "[::1]:8082", "a_b.svc:1"})
  void without_a_proxy_the_host_of_the_request_tells(String host) {
    assertThat(base(HOST, host)).isEqualTo("http://" + host);
  }

  @Test
  void what_came_by_tls_is_told_to_come_by_tls_again() {
    var asked = Asked.get(PATH).with(HOST, "weir:1").encrypted();

    assertThat(Front.base(asked, config())).isEqualTo("https://weir:1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a b", "a\"b", "a/b", "u@h", "h:port", "h:123456", "<x>", "[::1", "é"})
  void a_host_that_cannot_be_is_left_out(String host) {
    assertThat(base(HOST, host)).isEmpty();
  }

  @Test
  void without_a_host_the_addresses_are_paths() {
    assertThat(new Links(base()).to("consumers", "g", "instances", "a/b c"))
        .isEqualTo("/consumers/g/instances/a%2Fb%20c");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "host=api.example.com:443;proto=https       | https://api.example.com:443",
        "host=api.example.com;proto=https           | https://api.example.com:443",
        "Proto=HTTP;Host=api.example.com            | http://api.example.com:80",
        "for=1.2.3.4; host=\"a.b:8\" ; proto=http   | http://a.b:8",
        "for=\"[::1]:4\";host=\"[::1]:8\";proto=http| http://[::1]:8",
        "host=\"[2001:db8::7]\";proto=https         | https://[2001:db8::7]:443",
        "host=one;proto=https, host=two;proto=http  | https://one:443",
        "for=\"a,b\";host=one;proto=https           | https://one:443",
        "for=1.2.3.4, host=two;proto=https          | http://weir:1",
        "host=api.example.com                       | http://weir:1",
        "proto=https                                | http://weir:1",
        "xhost=api;xproto=https                     | http://weir:1",
        "''                                         | http://weir:1",
      })
  void a_proxy_tells_by_forwarded(String forwarded, String base) {
    assertThat(base(HOST, "weir:1", FORWARDED, forwarded)).isEqualTo(base);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "api.example.com:8443 | https      | https://api.example.com:8443",
        "api.example.com      | https      | https://api.example.com:443",
        "api.example.com      | http       | http://api.example.com:80",
        "one, two             | https,http | https://one:443",
        "''                   | https      | http://weir:1",
      })
  void a_proxy_tells_by_x_forwarded(String host, String proto, String base) {
    assertThat(base(HOST, "weir:1", FORWARDED_HOST, host, FORWARDED_PROTO, proto)).isEqualTo(base);
  }

  @Test
  void one_half_of_x_forwarded_is_not_enough() {
    assertThat(base(HOST, "weir:1", FORWARDED_HOST, "api")).isEqualTo("http://weir:1");
    assertThat(base(HOST, "weir:1", FORWARDED_PROTO, "https")).isEqualTo("http://weir:1");
  }

  @Test
  void a_port_of_its_own_counts_where_the_host_has_none() {
    assertThat(base(FORWARDED_HOST, "a", FORWARDED_PROTO, "https", "X-Forwarded-Port", "8443"))
        .isEqualTo("https://a:8443");
    assertThat(base(FORWARDED_HOST, "a:1", FORWARDED_PROTO, "https", "X-Forwarded-Port", "8443"))
        .isEqualTo("https://a:1");
  }

  @Test
  void forwarded_is_believed_before_x_forwarded() {
    var headers =
        new String[] {
          FORWARDED, "host=one:1;proto=https", FORWARDED_HOST, "two:2", FORWARDED_PROTO, "http"
        };

    assertThat(base(headers)).isEqualTo("https://one:1");
  }

  @ParameterizedTest
  @CsvSource({
    "/bridge/consumers/g, /bridge",
    "/bridge/consumers/g/, /bridge",
    "/a/b, /a/b",
    "/a/b/, /a/b",
    "/consumers/g, ''",
    "/, ''",
  })
  void a_path_before_ours_is_kept(String path, String before) {
    assertThat(base(HOST, "weir:1", FORWARDED_PATH, path)).isEqualTo("http://weir:1" + before);
  }

  @Test
  void a_prefix_is_the_same_and_the_path_is_believed_before_it() {
    assertThat(base(HOST, "w", FORWARDED_PREFIX, "/b")).isEqualTo("http://w/b");
    assertThat(base(HOST, "w", FORWARDED_PREFIX, "/b", FORWARDED_PATH, "/c"))
        .isEqualTo("http://w/c");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Forwarded         | host=a;proto=ws",
        "Forwarded         | host=a;proto=\"java script:\"",
        "Forwarded         | host=\"a b\";proto=http",
        "Forwarded         | host=a/b;proto=http",
        "X-Forwarded-Path  | no-slash",
        "X-Forwarded-Path  | //evil.example",
        "X-Forwarded-Prefix| /a\"b",
        "X-Forwarded-Prefix| /a b",
      })
  void what_no_proxy_can_mean_is_refused(String header, String value) {
    assertThatThrownBy(() -> base(HOST, "w", header, value))
        .isInstanceOfSatisfying(
            RestException.class, error -> assertThat(error.status()).isEqualTo(400))
        .hasMessageContaining("rest.forwarded");
    assertThatThrownBy(() -> Front.check(Asked.get(PATH).with(header, value), config()))
        .isInstanceOf(RestException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "\"\"", ";", "a;host=b;proto=http;"})
  void a_header_as_long_as_may_be_is_read(String part) {
    var forwarded = part.repeat(12_000 / part.length());

    assertThat(base(HOST, "w", FORWARDED, forwarded)).isIn("http://w", "http://b:80");
  }

  @Test
  void a_path_of_as_many_folders_as_may_be_is_read() {
    var folders = "/a".repeat(6_000);

    assertThat(base(HOST, "w", FORWARDED_PREFIX, folders)).isEqualTo("http://w" + folders);
  }

  @Test
  void nothing_of_it_is_believed_where_that_is_switched_off() {
    var asked = Asked.get(PATH).with(HOST, "w", FORWARDED, "host=a;proto=ws", FORWARDED_PATH, "/b");
    var config = config("rest.forwarded=false");

    Front.check(asked, config);
    assertThat(Front.base(asked, config)).isEqualTo("http://w");
  }

  @Test
  void an_address_that_is_set_is_told_whatever_the_request_says() {
    var asked = Asked.get(PATH).with(HOST, "w", FORWARDED, "host=a;proto=ws", FORWARDED_PATH, "/b");
    var config = config("rest.advertise=https://kafka.example.com/api/");

    Front.check(asked, config);
    assertThat(Front.base(asked, config)).isEqualTo("https://kafka.example.com/api");
  }

  private static String base(String... headers) {
    return Front.base(Asked.get(PATH).without(HOST).with(headers), config());
  }

  private static RestConfig config(String... settings) {
    return WeirConfig.read(Sources.of(settings)).rest();
  }
}
