package dev.weir.tests.reload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.Weir;
import dev.weir.testkit.BrokerExtension;
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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What `POST /admin/reload` and the rest of `/admin` do to a gateway that runs.
@Timeout(180)
class ReloadTest {
  @RegisterExtension static final BrokerExtension kafka = BrokerExtension.create();

  private final HttpClient http = HttpClient.newHttpClient();
  @TempDir private Path folder;
  private Weir weir;

  @BeforeEach
  void start() throws IOException {
    settings("limits: {message-bytes: 1KB}");
    weir = Weir.start(read(), this::read);
  }

  @AfterEach
  void stop() {
    weir.close();
    http.close();
  }

  @Test
  void what_counts_at_once_and_what_needs_a_start_is_told() throws Exception {
    settings("limits: {message-bytes: 1MB, request-bytes: 1MB}\nacks: {push: memory}");

    var reloaded = post("/admin/reload", "");

    assertThat(reloaded.statusCode()).isEqualTo(200);
    assertThat(reloaded.body())
        .isEqualTo(
            "{\"changed\":[\"acks.push\",\"limits.message-bytes\"],\"restart\":[\"limits.request-bytes\"],\"swapped\":[]}\n");
    var pushed = post("/push", waiting("x".repeat(5_000)));
    assertThat(pushed.body()).contains("ok");
    assertThat(post("/push", record("x")).headers().firstValue("Weir-Acks")).contains("memory");
  }

  @Test
  void settings_with_problems_change_nothing() throws Exception {
    settings("limits: {message-bytes: soon}\nacks: {push: memory}");

    var reloaded = post("/admin/reload", "");

    assertThat(reloaded.statusCode()).isEqualTo(422);
    assertThat(reloaded.body()).startsWith("{\"problems\":[\"").contains("'soon'");
    assertThat(post("/push", record("x")).headers().firstValue("Weir-Acks"))
        .isNotEmpty()
        .get()
        .isNotEqualTo("memory");
  }

  @Test
  void a_sink_that_cannot_be_opened_changes_nothing() throws Exception {
    settings(
        "limits: {message-bytes: 1MB}\nkafka.security.protocol: SSL\n"
            + "kafka.ssl.truststore.location: "
            + folder.resolve("none.jks"));

    var reloaded = post("/admin/reload", "");

    assertThat(reloaded.statusCode()).isEqualTo(422);
    assertThat(reloaded.body()).contains("none.jks");
    assertThat(post("/push", waiting("x".repeat(5_000))).body()).contains("err");
    assertThat(post("/push", record("x")).body()).contains("ok");
  }

  @Test
  void a_sink_is_made_anew_on_request_and_goes_on() throws Exception {
    assertThat(post("/push", record("before")).statusCode()).isEqualTo(200);

    var swapped = post("/admin/reload?swap=kafka", "");

    assertThat(swapped.body())
        .isEqualTo("{\"changed\":[],\"restart\":[],\"swapped\":[\"kafka\"]}\n");
    assertThat(post("/push", record("after")).statusCode()).isEqualTo(200);
    kafka.topic("reload").eventuallyContains("before", "after");
    assertThat(post("/admin/reload?swap=kafak", "").body()).contains("no sink 'kafak'");
    assertThat(post("/admin/reload?swap", "").statusCode()).isEqualTo(422);
  }

  @Test
  void a_sink_and_a_route_that_are_new_get_messages() throws Exception {
    var copies = folder.resolve("copies");
    settings(
        "sinks: {copy: {type: file, path: %s, format: json-lines}}\nroutes: [{to: [kafka, copy]}]"
            .formatted(copies));

    var reloaded = post("/admin/reload", "");

    assertThat(reloaded.body()).contains("\"swapped\":[\"copy\"]");
    assertThat(post("/push", record("copied")).statusCode()).isEqualTo(200);
    assertThat(get("/admin/sinks").body()).contains("\"sink\":\"copy\"");
    settings("");
    assertThat(post("/admin/reload", "").statusCode()).isEqualTo(200);
    assertThat(get("/admin/sinks").body()).doesNotContain("copy");
    try (var files = Files.walk(copies)) {
      var texts = files.filter(Files::isRegularFile).map(ReloadTest::text).toList();
      assertThat(texts).anySatisfy(text -> assertThat(text).contains("copied"));
    }
  }

  @Test
  void the_state_of_each_sink_is_shown() throws Exception {
    var sinks = get("/admin/sinks");

    assertThat(sinks.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(sinks.body())
        .contains(
            "\"sink\":\"kafka\",\"breaker\":\"closed\",\"held\":false,\"topicsAway\":0,\"waiting\":0,"
                + "\"logged\":true,\"logBytes\":0,\"trouble\":null");
  }

  @Test
  void other_methods_other_paths_and_pages_of_other_sites_are_refused() throws Exception {
    var reload = uri("/admin/reload");

    assertThat(get("/admin/reload").statusCode()).isEqualTo(405);
    assertThat(post("/admin/wal/kafka/burn", "{\"all\":true}").statusCode()).isEqualTo(404);
    assertThat(post("/admin/wal/none/drop", "{\"all\":true}").statusCode()).isEqualTo(404);
    assertThat(post("/admin/wal/kafka/drop", "all").statusCode()).isEqualTo(422);
    assertThat(post("/admin/wal/kafka/drop", "{\"all\":true}").body())
        .isEqualTo("{\"messages\":0}\n");
    var page = HttpRequest.newBuilder(reload).header("Origin", "http://evil.example");
    var answer = http.send(page.POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(403);
  }

  private void settings(String more) throws IOException {
    Files.writeString(
        folder.resolve("weir.yaml"),
        "data: %s\nlisten: {http: '127.0.0.1:0', grpc: 'off'}\n%s\n"
            .formatted(folder.resolve("data"), more));
  }

  private WeirConfig read() {
    var sources = new Sources(folder.resolve("weir.yaml"), Map.of(), List.of());
    return WeirConfig.read(sources).withBootstrapServers(kafka.bootstrapServers());
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String record(String data) {
    return "{\"records\":[{\"topic\":\"reload\",\"data\":\"%s\"}]}".formatted(data);
  }

  /// Of these the answer says whether they were taken.
  private static String waiting(String data) {
    return record(data).replaceFirst("}$", ",\"wait_for_send\":true}");
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + weir.ports().get("http") + path);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String body)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.ofString(body));
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
