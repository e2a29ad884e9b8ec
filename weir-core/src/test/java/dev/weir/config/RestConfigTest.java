package dev.weir.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestConfigTest {
  @Test
  void what_answers_begin_with_has_no_slash_at_its_end() {
    var rest = Configured.set("rest.advertise=https://kafka.example.com/a/").read().rest();

    assertThat(rest.advertise()).isEqualTo(URI.create("https://kafka.example.com/a"));
  }

  @Test
  void several_origins_may_call() {
    var rest = Configured.set("rest.cors=https://a.example, http://b.example:81").read().rest();

    assertThat(rest.origins())
        .containsExactlyInAnyOrder("https://a.example", "http://b.example:81");
  }

  @Test
  void the_password_of_the_registry_is_shown_nowhere() {
    var config = Configured.set("registry.url=http://user:geheim@registry:8081").read();

    assertThat(config.registry().url()).hasUserInfo("user:geheim");
    assertThat(config.registry()).asString().doesNotContain("geheim");
    assertThat(config.settings()).asString().doesNotContain("geheim");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://user:ge/heim@registry:8081", "http://user:ge@heim@registry:8081"})
  void nor_is_one_that_should_have_been_encoded(String url) {
    var configured = Configured.set("registry.url=" + url);

    assertThatThrownBy(configured::read)
        .hasMessageContaining("registry.url: 'http://********@registry:8081' is not an address")
        .message()
        .doesNotContain("heim");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rest.auto-create=yes        | is not true or false",
        "rest.advertise=kafka:80     | is not an address such as http://kafka.example.com:8082",
        "rest.advertise=ftp://kafka  | is not an address such as",
        "rest.cors=app.example.com   | is not a list of origins",
        "rest.crn-authority=a/b      | is not a name such as",
        "rest.codes=karapace         | 'karapace'",
        "consumers.instances=0       | '0'",
        "consumers.timeout=2m        | may not be longer than consumers.timeout-at-most",
        "consumers.auto-offset-reset=first | 'first'",
        "consumers.fetch-min-bytes=10000001 | '10000001'",
        "registry.url=registry       | is not an address such as",
        "peers.address=here          | is not an address such as 127.0.0.1:8082",
        "peers.address=host:0        | is not",
        "peers.topic=a/b             | is not the name of a topic",
      })
  void a_setting_that_cannot_be_right_is_refused(String setting, String why) {
    var configured = Configured.set(setting);

    assertThatThrownBy(configured::read).hasMessageContaining(why);
  }
}
