package dev.weir.tests.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.testkit.WeirExtension;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// `/api/about` and the addresses in `/api/snippets`; `SnippetsTest` runs the programs.
@Timeout(180)
class AboutTest {
  @RegisterExtension static final WeirExtension weir = WeirExtension.create();

  @Test
  void it_tells_what_runs_where() throws IOException {
    var about = json("/api/about");

    assertThat(about.path("version").asText()).isNotBlank();
    assertThat(about.path("commit").asText()).matches("unknown|[0-9a-f]{12}(-dirty)?");
    assertThat(about.path("builtAt").asText()).endsWith("Z");
    assertThat(about.path("startedAt").asLong()).isPositive();
    assertThat(about.at("/ports/http").asInt()).isEqualTo(weir.port("http"));
    assertThat(about.at("/kafka/bootstrapServers").asText())
        .isEqualTo(weir.kafka().bootstrapServers());
    assertThat(about.at("/kafka/clusterId").asText()).hasSize(22);
    assertThat(about.at("/kafka/brokers").asInt()).isOne();
    assertThat(about.at("/kafka/trouble").isMissingNode()).isTrue();
    assertThat(about.at("/machine/java").asText()).startsWith("25");
  }

  @Test
  void the_addresses_are_those_of_this_gateway_as_its_client_came() throws IOException {
    var port = weir.port("http");
    var asked = URI.create("http://localhost:%d/api/snippets".formatted(port));

    var told = new ObjectMapper().readTree(weir.send(HttpRequest.newBuilder(asked)).body());

    assertThat(told.path("bootstrapServers").asText()).isEqualTo(weir.kafka().bootstrapServers());
    assertThat(told.at("/snippets/0/address").asText())
        .isEqualTo("http://localhost:%d/push".formatted(port));
    assertThat(told.at("/snippets/3/address").asText())
        .isEqualTo("127.0.0.1:%d".formatted(weir.port("grpc")));
    assertThat(told.at("/snippets/0/text").asText())
        .isEqualTo(
            """
            curl -H 'Content-Type: application/json' http://localhost:%d/push \\
              -d '{"records":[{"topic":"hello","data":"world"}],"wait_for_send":true}'
            """
                .formatted(port));
  }

  @Test
  void what_no_program_could_send_is_refused() {
    var topic = weir.get("/api/snippets?topic=a%20b");
    var message = weir.get("/api/snippets?message=a%0Ab");

    assertThat(topic.statusCode()).isEqualTo(400);
    assertThat(topic.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(topic.body()).contains("No topic can be called 'a b'");
    assertThat(message.statusCode()).isEqualTo(400);
    assertThat(message.body()).contains("more than one line");
  }

  private static JsonNode json(String path) throws IOException {
    return new ObjectMapper().readTree(weir.get(path).body());
  }
}
