package dev.weir.tests.api;

import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.testkit.WeirExtension;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A client of `/api/stream` that reads event after event. The test's `@Timeout` bounds each wait.
final class Events implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// @param id null where the event has none
  record Event(@Nullable String id, String name, JsonNode data) {}

  private final HttpClient client;
  private final int status;
  private final BufferedReader lines;

  private Events(HttpClient client, HttpResponse<InputStream> answer) {
    this.client = client;
    this.status = answer.statusCode();
    this.lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
  }

  static Events open(WeirExtension weir, String query) throws IOException, InterruptedException {
    var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    var request = HttpRequest.newBuilder(weir.uri("/api/stream" + query)).build();
    return new Events(client, client.send(request, BodyHandlers.ofInputStream()));
  }

  int status() {
    return status;
  }

  /// Null at the end of the stream.
  @Nullable Event next() throws IOException {
    String id = null;
    var name = "";
    var data = "";
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("id: ")) id = line.substring(4);
      if (line.startsWith("event: ")) name = line.substring(7);
      if (line.startsWith("data: ")) data = line.substring(6);
      if (line.isEmpty() && !data.isEmpty()) return new Event(id, name, JSON.readTree(data));
    }
    return null;
  }

  /// The first point that is as wanted.
  JsonNode until(Predicate<JsonNode> wanted) throws IOException {
    for (var event = next(); event != null; event = next()) {
      if (wanted.test(event.data())) return event.data();
    }
    return fail("the stream ended");
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
