package dev.weir.tests.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.config.Reference;
import dev.weir.config.Setting;
import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.Weir;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `/api/config`: what is set, where, and what it means. There is no Kafka: nobody needs it here.
@Timeout(180)
class ConfigTest {
  private static final String SECRET = "hush-hush";
  private static final String YAML =
      """
      data: %s
      limits:
        in-flight: 500
        message-bytes: 400000
      registry:
        url: http://ann:%s@registry:8081
      sinks:
        far:
          type: kafka
          bootstrap.servers: far:9092
          linger.ms: 7
        copy:
          type: file
          path: copy
      routes:
        - topic: rides
          to: copy
      """;

  @TempDir private static Path folder;

  private static Path file;
  private static Weir weir;

  @BeforeAll
  static void start() throws IOException {
    file = Files.writeString(folder.resolve("weir.yaml"), YAML.formatted(folder, SECRET));
    weir = Weir.start(settings(), ConfigTest::settings);
  }

  private static WeirConfig settings() {
    var environment = Map.of("WEIR_KAFKA_SSL_KEY_PASSWORD", SECRET, "WEIR_LISTEN_GRPC", "off");
    var assignments = List.of("listen.http=127.0.0.1:0", "kafka.bootstrap.servers=127.0.0.1:1");
    return WeirConfig.read(new Sources(file, environment, assignments));
  }

  @AfterAll
  static void stop() {
    weir.close();
  }

  @Test
  void each_setting_says_where_it_was_set() throws Exception {
    var config = config();

    assertThat(config.path("file").asText()).isEqualTo(file.toString());
    assertThat(setting(config, "limits.in-flight"))
        .isEqualTo("500 instead of 100000, weir.yaml line 3, true");
    assertThat(setting(config, "listen.grpc"))
        .isEqualTo("off instead of 127.0.0.1:18282, WEIR_LISTEN_GRPC, true");
    assertThat(setting(config, "listen.http"))
        .isEqualTo("127.0.0.1:0 instead of 127.0.0.1:8082, --set, true");
    assertThat(setting(config, "wal.mode"))
        .isEqualTo("fallback instead of fallback, default, false");
  }

  private static String setting(JsonNode config, String key) {
    var one = find(config, key);
    return "%s instead of %s, %s, %s"
        .formatted(
            one.path("value").asText(),
            one.path("default").asText(),
            one.path("origin").asText(),
            one.path("changed").asText());
  }

  @Test
  void no_secret_is_told() throws Exception {
    var body = body();

    assertThat(body).doesNotContain(SECRET);
    var config = new ObjectMapper().readTree(body);
    assertThat(find(config, "kafka.ssl.key.password").path("value").asText())
        .isEqualTo("•••• (set)");
    assertThat(find(config, "kafka.ssl.key.password").path("secret").asBoolean()).isTrue();
    assertThat(find(config, "registry.url").path("value").asText())
        .isEqualTo("http://********@registry:8081");
  }

  @Test
  void every_key_has_a_meaning() throws Exception {
    var settings = config().path("settings");

    assertThat(settings).hasSameSizeAs(settings().settings());
    assertThat(settings).allSatisfy(one -> assertThat(one.path("meaning").asText()).isNotBlank());
    assertThat(
            StreamSupport.stream(settings.spliterator(), false)
                .map(one -> one.path("key").asText()))
        .containsAll(
            Reference.all().stream()
                .map(Reference::key)
                .filter(key -> key.indexOf('<') < 0)
                .toList());
  }

  @Test
  void a_key_of_a_sink_or_a_route_means_what_the_reference_says_of_any() throws Exception {
    var config = config();

    assertThat(find(config, "sinks.copy.path").path("meaning").asText())
        .startsWith("file: the folder");
    assertThat(find(config, "routes.0.to").path("meaning").asText()).startsWith("the sinks");
    assertThat(find(config, "sinks.far.request.timeout.ms").path("meaning").asText())
        .isEqualTo("how long one request to a broker may take");
    assertThat(find(config, "sinks.far.linger.ms").path("default").asText()).isEqualTo("5");
  }

  @Test
  void it_is_told_what_a_reload_changes_and_what_needs_a_start() throws Exception {
    var config = config();

    assertThat(find(config, "listen.http").path("live").asBoolean()).isFalse();
    assertThat(find(config, "limits.in-flight").path("live").asBoolean()).isTrue();
  }

  @Test
  void after_a_reload_the_new_value_and_its_time_are_told() throws Exception {
    var before = config();
    Files.writeString(file, YAML.formatted(folder, SECRET).replace("400000", "300000"));

    weir.reload();

    var after = config();
    assertThat(find(after, "limits.message-bytes").path("value").asText()).isEqualTo("300000");
    assertThat(after.path("loadedAt").asLong()).isGreaterThan(before.path("loadedAt").asLong());
  }

  @Test
  void a_secret_knows_that_it_is_one() {
    assertThat(settings().settings().stream().filter(Setting::secret).map(Setting::value))
        .isNotEmpty()
        .allMatch("********"::equals);
  }

  @Test
  void where_kafka_does_not_answer_the_rest_is_told_all_the_same() throws Exception {
    var about = new ObjectMapper().readTree(get("/api/about"));

    assertThat(about.at("/kafka/trouble").asText()).startsWith("It does not answer: ");
    assertThat(about.at("/ports/http").asInt()).isEqualTo(weir.ports().get("http"));
  }

  @Test
  void a_way_in_that_is_closed_says_what_opens_it() throws Exception {
    var snippets = new ObjectMapper().readTree(get("/api/snippets")).path("snippets");

    assertThat(snippets)
        .filteredOn(one -> !one.path("enabled").asBoolean())
        .extracting(one -> one.path("remedy").asText())
        .containsExactly(
            "Set listen.grpc: 127.0.0.1:18282 and start the gateway again.",
            "Set listen.unix: weir.sock and start the gateway again.",
            "Set listen.unix-acked: acked.sock and start the gateway again.");
  }

  private static JsonNode config() throws Exception {
    return new ObjectMapper().readTree(body());
  }

  private static String body() throws Exception {
    return get("/api/config");
  }

  private static String get(String path) throws Exception {
    var address = URI.create("http://127.0.0.1:%d%s".formatted(weir.ports().get("http"), path));
    try (var client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()).body();
    }
  }

  private static JsonNode find(JsonNode config, String key) {
    return StreamSupport.stream(config.path("settings").spliterator(), false)
        .filter(one -> one.path("key").asText().equals(key))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no " + key));
  }
}
