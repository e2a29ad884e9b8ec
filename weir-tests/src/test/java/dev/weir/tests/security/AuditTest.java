package dev.weir.tests.security;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.weir.auth.KeyHash;
import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.Weir;
import dev.weir.tests.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// What the log says of who came and who did not get in. The gateway is without Kafka.
@Tag("S27")
@Timeout(60)
class AuditTest {
  private static final String KEY = KeyHash.newKey();
  private static final String READER = KeyHash.newKey();
  private static final String PUSH = "{\"records\":[{\"topic\":\"hunter2\",\"data\":\"hunter2\"}]}";
  private static final HttpClient http = HttpClient.newHttpClient();

  @TempDir static Path folder;
  private static Weir weir;
  private static GrpcAsk grpc;

  /// Each test comes from an address of its own, so that none waits for the failures of others.
  private static int tests;

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger audit = (Logger) LoggerFactory.getLogger("dev.weir.audit");

  @BeforeAll
  static void open() {
    var settings =
        WeirConfig.read(
            Sources.of(
                "listen.http=127.0.0.1:0",
                "listen.grpc=127.0.0.1:0",
                "kafka.bootstrap.servers=off",
                "sinks.copy.type=file",
                "sinks.copy.path=" + folder + "/copy",
                "access-log=" + folder + "/access.log",
                "data=" + folder + "/data",
                "auth.keys.ci.role=operate",
                "auth.keys.ci.key=" + KeyHash.of(KEY).text(),
                "auth.keys.reader.key=" + KeyHash.of(READER).text()));
    weir = Weir.start(settings, () -> settings);
    grpc = new GrpcAsk(port("grpc"));
  }

  @AfterAll
  static void close() {
    grpc.close();
    weir.close();
    http.close();
  }

  @BeforeEach
  void listen() {
    tests++;
    log.start();
    audit.addAppender(log);
  }

  @AfterEach
  void detach() {
    audit.detachAppender(log);
  }

  @Test
  @Tag("S5")
  void each_failure_is_a_line_with_who_from_where_and_why() throws Exception {
    var _ = pushed("");
    var _ = pushed("Bearer weir_hunter2");
    var _ = pushed("Bearer " + READER);
    var _ = grpc.call("/KafkaAmbassador/Produce", new byte[0], Map.of());
    var _ = grpc.call("/KafkaAmbassador/Produce", new byte[0], Map.of("x-api-key", READER));

    assertThat(lines())
        .containsExactly(
            "somebody from 127.0.0.1: POST /push: refused: no key, password or login",
            "a key from 127.0.0.1: POST /push: refused: wrong password or key",
            "key reader from 127.0.0.1: POST /push: refused: role read",
            "somebody from 127.0.0.1: POST /KafkaAmbassador/Produce: refused: no key, password or"
                + " login",
            "key reader from 127.0.0.1: POST /KafkaAmbassador/Produce: refused: role read");
    assertThat(String.join("\n", lines())).doesNotContain("hunter2", READER);
  }

  @Test
  @Tag("S18")
  void changes_and_reloads_are_lines_with_their_result() throws Exception {
    var _ = asked("POST", "/admin/reload", "Bearer " + KEY, "");
    var _ = asked("POST", "/admin/breaker/copy/trip", "Bearer " + READER, "");
    var _ = asked("GET", "/admin/sinks", "Bearer " + KEY, "");

    assertThat(lines())
        .containsExactly(
            "key ci from 127.0.0.1: POST /admin/reload: 200",
            "key reader from 127.0.0.1: POST /admin/breaker/copy/trip: refused: role read");
  }

  @Test
  void failures_are_counted_by_their_reasons() throws Exception {
    var missing = count("missing");
    var forbidden = count("forbidden");

    var _ = pushed("");
    var _ = pushed("Bearer " + READER);

    assertThat(count("missing")).isEqualTo(missing + 1);
    assertThat(count("forbidden")).isEqualTo(forbidden + 1);
  }

  @Test
  @Tag("S5")
  void of_ten_that_are_wrong_some_have_to_wait() throws Exception {
    // The first to wait is looked at: the next ones may come when its wait is over.
    var answer = pushed("Bearer weir_x");
    for (var i = 1; i < 10 && answer.statusCode() != 429; i++) answer = pushed("Bearer weir_" + i);

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(pushed("Bearer " + KEY).statusCode()).isEqualTo(200);
  }

  @Test
  void who_sent_a_request_stands_in_the_access_log() throws Exception {
    var _ = asked("GET", "/metrics?marked", "Bearer " + READER, "");

    var line = "\"client\":\"127.0.0.1\",\"principal\":\"key reader\",\"method\":\"GET\"";
    Await.until("the line is written", () -> accessLog().contains(line));
  }

  private static String accessLog() {
    try {
      return Files.readString(folder.resolve("access.log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> lines() {
    return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private static long count(String reason) throws Exception {
    var name = "weir_auth_failures_total{reason=\"" + reason + "\"} ";
    return asked("GET", "/metrics", "Bearer " + KEY, "")
        .body()
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(name.length())))
        .sum();
  }

  private static HttpResponse<String> pushed(String authorization) throws Exception {
    return asked("POST", "/push", authorization, PUSH);
  }

  private static HttpResponse<String> asked(
      String method, String path, String authorization, String body) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port("http") + path))
            .header("Content-Type", "application/json")
            .header("X-Forwarded-For", "192.0.2." + tests)
            .timeout(Duration.ofSeconds(30))
            .method(method, BodyPublishers.ofString(body));
    if (!authorization.isEmpty()) request.header("Authorization", authorization);
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static int port(String name) {
    return Objects.requireNonNull(weir.ports().get(name));
  }
}
