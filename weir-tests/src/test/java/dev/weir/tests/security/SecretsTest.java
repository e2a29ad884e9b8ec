package dev.weir.tests.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.auth.KeyHash;
import dev.weir.auth.PasswordHash;
import dev.weir.config.ConfigException;
import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.Weir;
import dev.weir.testkit.tls.Authority;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A gateway with a secret in each place for one, and everything that may go wrong with them: none
/// of them is told to anybody.
@Tag("S17")
@Timeout(60)
class SecretsTest {
  private static final String CANARY = "canary";
  private static final String PASSWORD = "canary-password";
  private static final String KEY = KeyHash.newKey();
  private static final String WRONG_KEY = KeyHash.newKey();

  /// What is no secret by itself, but not for everybody either.
  private static final String HASH = PasswordHash.of(PASSWORD, 10_000).text();

  @RegisterExtension
  static final Overheard log =
      new Overheard(
          List.of(CANARY, KEY, WRONG_KEY, HASH.substring(HASH.lastIndexOf(':') + 1), "Y2FuYXJ5"));

  private static final HttpClient client = HttpClient.newHttpClient();
  private static WeirConfig config;
  private static Weir weir;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    var authority = Authority.create("CA");
    authority.server().write(folder, "server");
    var store = authority.client("CN=weir").writeStore(folder, "client", "canary-store");
    var file = Files.writeString(folder.resolve("password"), "canary-file\n");
    var sources =
        Sources.of(
            "data=" + folder.resolve("data"),
            "listen.http=127.0.0.1:0",
            "listen.grpc=off",
            "access-log=" + folder.resolve("access.log"),
            "kafka.bootstrap.servers=127.0.0.1:1",
            "kafka.max.block.ms=300",
            "kafka.security.protocol=SASL_SSL",
            "kafka.sasl.mechanism=SCRAM-SHA-512",
            "kafka.sasl.username=weir",
            "kafka.sasl.password=${file:" + file + "}",
            "kafka.ssl.keystore.type=PKCS12",
            "kafka.ssl.keystore.location=" + store,
            "kafka.ssl.keystore.password=canary-store",
            "kafka.ssl.key.password=canary-store",
            "sinks.far.type=kafka",
            "sinks.far.bootstrap.servers=127.0.0.1:1",
            "sinks.far.security.protocol=SASL_PLAINTEXT",
            "sinks.far.sasl.mechanism=PLAIN",
            "sinks.far.sasl.jaas.config="
                + "org.apache.kafka.common.security.plain.PlainLoginModule required"
                + " username=\"far\" password=\"canary-jaas\";",
            "registry.url=http://user:canary-registry@127.0.0.1:1",
            "registry.timeout=300ms",
            "tls.certificate=" + folder.resolve("server.crt"),
            "tls.key=" + folder.resolve("server.key"),
            "tls.key-password=canary-key",
            "tls.plain=http",
            "tracing.otlp=http://127.0.0.1:1",
            "tracing.headers=Authorization=Bearer canary-tracing",
            "auth.users.anna.password=" + HASH,
            "auth.users.anna.role=operate",
            "auth.keys.ci.key=" + KeyHash.of(KEY).text(),
            "auth.keys.ci.role=operate");
    config = WeirConfig.read(sources);
    weir = Weir.start(config, () -> WeirConfig.read(sources));
  }

  @AfterAll
  static void stop() {
    weir.close();
    client.close();
  }

  private static String basic(String user, String password) {
    var text = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/metrics",
        "/openapi.json",
        "/api/about",
        "/api/config",
        "/api/lanes",
        "/api/limits",
        "/api/routes",
        "/api/snippets",
        "/api/session",
        "/admin/config",
        "/admin/sinks",
        "/admin/limits",
        "/admin/routes"
      })
  void nothing_that_can_be_looked_at_tells_one(String path) throws Exception {
    for (var authorization :
        List.of("Bearer " + KEY, basic("anna", PASSWORD), "Bearer " + WRONG_KEY, "Basic canary")) {
      var answer = ask(HttpRequest.newBuilder(uri(path)).header("Authorization", authorization));
      assertThat(answer).as(path).doesNotContain(CANARY, KEY, WRONG_KEY);
    }
  }

  @Test
  void nor_does_what_is_said_of_a_kafka_that_is_away() throws Exception {
    var answer =
        ask(HttpRequest.newBuilder(uri("/readyz")).header("Authorization", "Bearer " + KEY));

    assertThat(answer).contains("127.0.0.1:1").doesNotContain(CANARY, KEY);
  }

  @Test
  void nothing_that_goes_wrong_tells_one() throws Exception {
    var json = "{\"records\":[{\"topic\":\"t\",\"data\":\"x\"}],\"wait_for_send\":true}";
    var avro = "{\"value_schema\":\"\\\"string\\\"\",\"records\":[{\"value\":\"x\"}]}";
    var all =
        Stream.of(
                post("/push", "application/json", json),
                post("/topics/t", "application/vnd.kafka.avro.v2+json", avro),
                post("/admin/reload", "application/json", ""),
                post("/admin/reload?swap=canary-sink", "application/json", ""),
                post("/api/reload?check=true", "application/json", ""),
                post("/api/session", "application/json", login("anna", "canary-wrong")),
                post("/api/session", "application/json", "{\"key\":\"" + WRONG_KEY + "\"}"),
                HttpRequest.newBuilder(uri("/api/config"))
                    .header("Cookie", "weir_session=" + "canary_".repeat(6) + "x"),
                HttpRequest.newBuilder(uri("/api/config"))
                    .header("Authorization", "Bearer canary.canary.canary"))
            .toList();

    for (var request : all) {
      assertThat(ask(request).replace("canary-sink", "")).doesNotContain(CANARY, KEY, WRONG_KEY);
    }
  }

  @Test
  void settings_as_text_tell_none() {
    assertThat(config.toString()).doesNotContain(CANARY).doesNotContain(HASH);
    assertThat(config.settings().toString()).doesNotContain(CANARY).doesNotContain(HASH);
    for (var sink : config.sinks()) assertThat(sink.toString()).doesNotContain(CANARY);
  }

  @Test
  void settings_that_are_wrong_are_reported_without_their_secrets() {
    var wrong =
        Map.of(
            "kafka.sasl.password", "canary",
            "kafka.ssl.keystore.key", "canary",
            "registry.url", "ftp://user:canary@x",
            "auth.users.anna.password", "canary",
            "auth.keys.ci.key", "canary",
            "tls.key-password", "canary",
            "tracing.headers", "canary");
    wrong.forEach((key, value) -> {
      try {
        var read = WeirConfig.read(Sources.of(key + "=" + value));
        assertThat(read.toString()).doesNotContain(CANARY);
      } catch (ConfigException e) {
        assertThat(e.getMessage()).as(key).contains(key).doesNotContain(CANARY);
      }
    });
  }

  private static String login(String user, String password) {
    return "{\"user\":\"%s\",\"password\":\"%s\"}".formatted(user, password);
  }

  private static HttpRequest.Builder post(String path, String type, String body) {
    return HttpRequest.newBuilder(uri(path))
        .header("Authorization", "Bearer " + KEY)
        .header("Content-Type", type)
        .POST(BodyPublishers.ofString(body));
  }

  private static URI uri(String path) {
    return URI.create("http://127.0.0.1:%d%s".formatted(weir.ports().get("http"), path));
  }

  private static String ask(HttpRequest.Builder request) throws Exception {
    var answer =
        client.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
    var fields =
        answer.headers().map().entrySet().stream()
            .map(Object::toString)
            .collect(Collectors.joining("\n"));
    return fields + "\n" + answer.body();
  }
}
