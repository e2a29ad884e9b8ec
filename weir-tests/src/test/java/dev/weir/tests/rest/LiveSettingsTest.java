package dev.weir.tests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.Weir;
import dev.weir.testkit.BrokerExtension;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Settings of the proxy are in force without a start.
@Timeout(180)
class LiveSettingsTest {
  private static final String APP = "https://app.example.com";

  @RegisterExtension static final BrokerExtension kafka = BrokerExtension.create();

  /// Java's own client at times misreads a long answer to the request that asks for HTTP/2.
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TempDir private Path folder;
  private Weir weir;

  @BeforeEach
  void start() {
    weir = Weir.start(settings());
  }

  @AfterEach
  void stop() {
    weir.close();
    http.close();
  }

  @Test
  void pages_are_let_in_and_shut_out() throws Exception {
    assertThat(page("/openapi.json").headers().map()).doesNotContainKey("vary");

    weir.reload(settings("rest.cors=" + APP));
    assertThat(page("/openapi.json").headers().map())
        .containsEntry("access-control-allow-origin", List.of(APP));

    weir.reload(settings("rest.cors=off"));
    assertThat(page("/openapi.json").headers().map())
        .doesNotContainKey("access-control-allow-origin");
  }

  @Test
  void proxies_are_believed_until_they_are_not() throws Exception {
    assertThat(page("/openapi.json").body()).contains("https://api:443");

    weir.reload(settings("rest.forwarded=false"));
    assertThat(page("/openapi.json").body()).contains("\"url\":\"http://127.0.0.1:");

    weir.reload(settings("rest.advertise=https://kafka.example.com/api"));
    assertThat(page("/openapi.json").body()).contains("\"url\":\"https://kafka.example.com/api\"");
  }

  @Test
  void errors_have_confluents_numbers_until_they_are_plain() throws Exception {
    weir.reload(settings("rest.codes=plain"));

    assertThat(page("/topics/none").body()).contains("\"error_code\":404,");

    weir.reload(settings("rest.codes=confluent"));
    assertThat(page("/topics/none").body()).contains("\"error_code\":40403,");
  }

  @Test
  void the_names_of_v3_have_an_authority_until_they_have_none() throws Exception {
    weir.reload(settings("rest.crn-authority=kafka.example.com"));
    assertThat(page("/v3/clusters/-").body()).contains("\"crn://kafka.example.com/kafka=");

    weir.reload(settings("rest.crn-authority=off"));
    assertThat(page("/v3/clusters/-").body()).contains("\"crn:///kafka=");
  }

  /// As a browser asks for it, by way of a proxy.
  private HttpResponse<String> page(String path) throws IOException, InterruptedException {
    var uri = URI.create("http://127.0.0.1:" + weir.ports().get("http") + path);
    var request =
        HttpRequest.newBuilder(uri)
            .header("Origin", APP)
            .header("Forwarded", "host=api;proto=https");
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private WeirConfig settings(String... more) {
    var all = new ArrayList<>(List.of(more));
    all.add("data=" + folder.resolve("data"));
    all.add("listen.http=127.0.0.1:0");
    all.add("listen.grpc=off");
    return WeirConfig.read(Sources.of(all.toArray(String[]::new)))
        .withBootstrapServers(kafka.bootstrapServers());
  }
}
