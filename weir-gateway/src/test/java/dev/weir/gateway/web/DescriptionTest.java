package dev.weir.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.Asked;
import dev.weir.gateway.rest.openapi.Description;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The description of the routes as it is served.
class DescriptionTest {
  private static final String PREFIX = "X-Forwarded-Prefix";

  @Test
  void the_standard_one_has_all_that_it_must_have() throws Exception {
    var document = described("/openapi.json", "/kafka");

    assertThat(document.path("openapi").asText()).startsWith("3.0");
    assertThat(document.at("/servers/0/url").asText()).isEqualTo("http://weir:1/kafka");
    assertThat(document.at("/info/title").asText()).isNotEmpty();
    assertThat(document.path("paths").has("/openapi")).isTrue();
    assertThat(document.has("basePath")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/kafka", "/a/b", "/%zz"})
  void that_of_the_bridge_tells_what_a_proxy_puts_before_paths(String prefix) throws Exception {
    assertThat(described("/openapi", prefix).path("basePath").asText()).isEqualTo(prefix);
  }

  private static JsonNode described(String path, String prefix) throws Exception {
    var asked = Asked.get(path).with("Host", "weir:1", PREFIX, prefix);
    var routes = new Routes(new Description(List.of(), List.of()).routes());
    var config = WeirConfig.read(Sources.of());
    new Site(routes, new ConfluentErrors(config::rest), config::rest).handle(asked);
    return new ObjectMapper().readTree(asked.answer().body());
  }
}
