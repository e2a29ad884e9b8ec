package dev.weir.tests.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.Weir;
import dev.weir.tests.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A gateway before a Kafka that encrypts and asks who one is.
@Tag("S4")
@Timeout(60)
class KafkaSecurityTest {
  private static final String PASSWORD = "it's \"s3cret\" \\";
  private static final String OK = "{\"status\":\"ok\",\"errors\":[]}";
  private static final String SASL = "SASL_SSL";

  @RegisterExtension
  static final Overheard log = new Overheard(List.of("s3cret", "wr0ng", "admin's"));

  @TempDir private static Path folder;
  private static SecuredKafka kafka;

  private final HttpClient client = HttpClient.newHttpClient();
  private @TempDir Path data;

  @BeforeAll
  static void start() throws Exception {
    kafka = SecuredKafka.withLogins(Files.createDirectory(folder.resolve("logins")), "admin's");
    kafka.user(ScramMechanism.SCRAM_SHA_256, "user256", PASSWORD, "admin's");
    kafka.user(ScramMechanism.SCRAM_SHA_512, "user512", PASSWORD, "admin's");
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"})
  void with_a_password_messages_go_in_and_out_and_topics_are_known(String mechanism)
      throws Exception {
    var plain = mechanism.equals("PLAIN");
    var user = plain ? "admin" : "user" + mechanism.substring("SCRAM-SHA-".length());
    try (var weir =
        weir(SASL, login(mechanism, user, plain ? "admin's" : PASSWORD).toArray(String[]::new))) {
      assertWorks(weir, "by-" + mechanism.toLowerCase(Locale.ROOT));
    }
  }

  @Test
  void so_it_is_with_a_token() throws Exception {
    try (var weir =
        weir(
            SASL,
            "kafka.sasl.mechanism=OAUTHBEARER",
            "kafka.sasl.jaas.config=" + SecuredKafka.token("weir"))) {
      assertWorks(weir, "by-token");
    }
  }

  @Test
  void and_with_a_certificate_whose_file_may_change() throws Exception {
    try (var asking =
        SecuredKafka.withCertificates(Files.createDirectory(folder.resolve("certificates")))) {
      var own = asking.identity("weir");
      try (var weir =
          weir(
              asking, "SSL", "kafka.ssl.keystore.type=PEM", "kafka.ssl.keystore.location=" + own)) {
        assertWorks(weir, "by-certificate");

        assertThat(
                duringLoad(
                    weir,
                    () -> {
                      asking.identity("weir");
                      assertThat(post(weir, "/admin/reload", "").statusCode()).isEqualTo(200);
                    }))
            .containsOnly(OK);
      }
    }
  }

  @Test
  @Tag("S17")
  void a_wrong_password_is_told_in_words_and_the_right_one_counts_after_a_reload()
      throws Exception {
    var file = Files.writeString(data.resolve("password"), "wr0ng");
    try (var weir =
        weir(
            SASL,
            login("SCRAM-SHA-512", "user512", "${file:" + file + "}").toArray(String[]::new))) {
      assertThat(ready(weir, "uthentication failed"))
          .contains("SCRAM-SHA-512")
          .doesNotContain("wr0ng");

      Files.writeString(file, PASSWORD + "\n");
      assertThat(post(weir, "/admin/reload", "").body()).contains("\"kafka\"").doesNotContain("s3");

      assertWorks(weir, "after-a-reload");
    }
  }

  @Test
  void a_password_changes_under_load_and_no_request_fails() throws Exception {
    var file = Files.writeString(data.resolve("password"), "first");
    kafka.user(ScramMechanism.SCRAM_SHA_256, "rotated", "first", "admin's");
    try (var weir =
        weir(
            SASL,
            login("SCRAM-SHA-256", "rotated", "${file:" + file + "}").toArray(String[]::new))) {
      assertWorks(weir, "rotating");

      var answers =
          duringLoad(
              weir,
              () -> {
                kafka.user(ScramMechanism.SCRAM_SHA_256, "rotated", "second", "admin's");
                Files.writeString(file, "second");
                assertThat(post(weir, "/admin/reload", "").body())
                    .contains("\"swapped\":[\"kafka\"]");
              });

      assertThat(answers).hasSizeGreaterThan(5).containsOnly(OK);
    }
  }

  @Test
  void a_certificate_of_another_host_is_refused_and_the_check_is_named() throws Exception {
    var byName = new ArrayList<>(login("PLAIN", "admin", "admin's"));
    byName.add("kafka.bootstrap.servers=localhost:" + kafka.port());
    try (var weir = weir(SASL, byName.toArray(String[]::new))) {
      assertThat(ready(weir, "No name matching localhost"))
          .contains("ssl.endpoint.identification.algorithm");
    }
  }

  private static List<String> login(String mechanism, String user, String password) {
    return List.of(
        "kafka.sasl.mechanism=" + mechanism,
        "kafka.sasl.username=" + user,
        "kafka.sasl.password=" + password);
  }

  private Weir weir(String protocol, String... settings) {
    return weir(kafka, protocol, settings);
  }

  private Weir weir(SecuredKafka before, String protocol, String... settings) {
    var all =
        new ArrayList<>(
            List.of(
                "data=" + data.resolve("data"),
                "listen.http=127.0.0.1:0",
                "listen.grpc=off",
                "kafka.reconnect.backoff.max.ms=200"));
    all.addAll(before.trust(protocol));
    all.addAll(List.of(settings));
    var sources = Sources.of(all.toArray(String[]::new));
    return Weir.start(WeirConfig.read(sources), () -> WeirConfig.read(sources));
  }

  /// By the producer, the admin client and a consumer.
  private void assertWorks(Weir weir, String topic) throws Exception {
    assertThat(push(weir, topic)).isEqualTo(OK);
    assertThat(get(weir, "/v3/clusters/-/topics/" + topic).statusCode()).isEqualTo(200);
    assertThat(get(weir, "/api/topics/" + topic + "/messages").body()).contains("hello");
    assertThat(ready(weir, "Kafka answers")).startsWith("ready: Kafka answers");
  }

  /// Its readiness when that says so: it asks once a second at most, and waits 2 s for an answer.
  private String ready(Weir weir, String so) {
    return Await.first(
        "it says " + so, () -> get(weir, "/readyz").body(), told -> told.contains(so));
  }

  /// What requests were answered that were sent one after another meanwhile, and a few after it.
  private List<String> duringLoad(Weir weir, Change change) throws Exception {
    var over = new AtomicBoolean();
    var answers = new ArrayList<String>();
    var running = new CountDownLatch(1);
    var load =
        CompletableFuture.runAsync(() -> {
          var after = 0;
          while (after < 5) {
            if (over.get()) after++;
            answers.add(push(weir, "rotating"));
            running.countDown();
          }
        });
    try {
      Await.until("the load runs", running);
      change.make();
    } finally {
      over.set(true);
    }
    load.get();
    return answers;
  }

  private interface Change {
    void make() throws Exception;
  }

  private String push(Weir weir, String topic) {
    return post(
            weir,
            "/push",
            "{\"records\":[{\"topic\":\"%s\",\"data\":\"hello\"}],\"wait_for_send\":true}"
                .formatted(topic))
        .body();
  }

  private HttpResponse<String> post(Weir weir, String path, String body) {
    var request =
        HttpRequest.newBuilder(uri(weir, path)).header("Content-Type", "application/json");
    return send(request.POST(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> get(Weir weir, String path) {
    return send(HttpRequest.newBuilder(uri(weir, path)));
  }

  private static URI uri(Weir weir, String path) {
    return URI.create("http://127.0.0.1:%d%s".formatted(weir.ports().get("http"), path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError("no answer", e);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }
}
