package dev.weir.tests.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.config.Sources;
import dev.weir.config.WeirConfig;
import dev.weir.gateway.Weir;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `POST /api/reload`, of a gateway whose only sink is a folder.
@Timeout(180)
class ReloadApiTest {
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

  private void settings(String yaml) throws IOException {
    Files.writeString(
        folder.resolve("weir.yaml"),
        "sinks: {copy: {type: file, path: %s}}\nroutes: [{to: copy}]\n%s\n"
            .formatted(folder.resolve("copy"), yaml));
  }

  private WeirConfig read() {
    return WeirConfig.read(
        new Sources(
            folder.resolve("weir.yaml"),
            Map.of(),
            List.of(
                "data=" + folder.resolve("data"),
                "listen.http=127.0.0.1:0",
                "listen.grpc=off",
                "kafka.bootstrap.servers=off")));
  }

  private String reload(String query) throws Exception {
    var uri = "http://127.0.0.1:%d/api/reload%s".formatted(weir.ports().get("http"), query);
    var request =
        HttpRequest.newBuilder(URI.create(uri))
            .header("X-Weir", "1")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.noBody());
    return http.send(request.build(), BodyHandlers.ofString()).body();
  }

  @Test
  void a_check_tells_what_would_change_and_changes_nothing() throws Exception {
    settings("limits: {message-bytes: 2KB, request-bytes: 1MB}");
    var nothing =
        "\"done\":false,\"changed\":[{\"key\":\"limits.message-bytes\",\"before\":\"1KB\",";

    var checked = reload("?check=true");

    assertThat(checked).contains(nothing + "\"after\":\"2KB\"}]");
    assertThat(checked).contains("\"restart\":[{\"key\":\"limits.request-bytes\"");
    assertThat(reload("?check=true")).isEqualTo(checked);
    assertThat(reload("")).isEqualTo(checked.replace("\"done\":false", "\"done\":true"));
    assertThat(reload("")).contains("\"changed\":[],");
  }

  @Test
  void what_waits_for_a_start_is_shown_as_it_counts() throws Exception {
    settings("limits: {message-bytes: 2KB, request-bytes: 1MB}");

    var first = reload("?check=true");
    reload("");
    var second = reload("?check=true");

    assertThat(first).contains("\"after\":\"1MB\"").doesNotContain("\"before\":\"1MB\"");
    assertThat(second).endsWith(first.substring(first.indexOf("\"restart\"")));
  }

  @Test
  void a_check_tells_all_problems_with_their_places() throws Exception {
    settings("limits: {message-bytes: soon}\nbreaker: {fial: 3}");

    var checked = reload("?check=true");
    var refused = reload("");

    assertThat(checked)
        .contains("\"problems\":[\"weir.yaml line 3")
        .contains("did you mean 'breaker.fails'");
    assertThat(refused)
        .contains("\"status\":422")
        .contains("Nothing has changed.")
        .contains("'soon'");
  }
}
